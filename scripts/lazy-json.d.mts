import type { Plugin } from 'esbuild';

export declare function lazyJson(json: RegExp, tables: RegExp): { plugin: Plugin; text: () => string };
