import { loadMain } from './load-main.ts';

export const { lint, explain, fix, version } = loadMain(null).run();
