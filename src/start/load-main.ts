import { openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import type * as Main from '../cli/main.ts';

// This file is built into CommonJS: a module of the other kind takes longer to start.
declare const __dirname: string;
declare const require: unknown;

/** The bundle, compiled and not yet run. */
export interface Bundle {
  readonly script: Script;
  /** V8 took the code that it was given. */
  readonly usedCode: boolean;
  readonly run: () => typeof Main;
}

/** What the build lets the bundle ask for. */
interface Surroundings {
  /** The address of the bundle's file. */
  readonly url: string;
  /** A part of the data beside the bundle: JSON in ASCII. */
  readonly readData: (start: number, end: number) => string;
}

/** Compiles the bundle, which lies beside this file. @param cachedData what V8 made of it before; null: nothing is kept */
export function loadMain(cachedData: Buffer | null): Bundle {
  const filename = join(__dirname, 'main.js');
  // The build writes nothing but ASCII, which needs no decoding.
  const script = new Script(
    readFileSync(filename, 'latin1'),
    cachedData === null ? { filename } : { filename, cachedData },
  );
  const run = (): typeof Main => {
    const main = script.runInThisContext() as (
      require: unknown,
      module: { exports: object },
      bundle: Surroundings,
    ) => typeof Main;
    return main(require, { exports: {} }, surroundings(filename));
  };
  return { script, usedCode: cachedData !== null && script.cachedDataRejected !== true, run };
}

function surroundings(filename: string): Surroundings {
  let file: number | null = null;
  return {
    get url() {
      return pathToFileURL(filename).href;
    },
    readData: (start, end) => {
      file ??= openSync(join(__dirname, 'data.txt'), 'r');
      const part = Buffer.allocUnsafe(end - start);
      readSync(file, part, 0, part.length, start);
      return part.toString('latin1');
    },
  };
}
