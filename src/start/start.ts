#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import type { Ran } from '../cli/main.ts';
import { type CodeCache, cacheHome, codeCache } from './code-cache.ts';

// This file is built into CommonJS: a module of the other kind takes longer to start.
declare const __dirname: string;
declare const require: unknown;
/** Names the content of the bundle; put in by the build. */
declare const bundleId: string;

const home = cacheHome(process.env, process.platform);
const cache =
  home === null ? null : codeCache(join(home, 'pid1-lint', `${bundleId}-${process.version}-${process.arch}`));
const cached = cache?.read() ?? null;

const filename = join(__dirname, 'main.js');
// The build writes nothing but ASCII, which needs no decoding.
const script = new Script(readFileSync(filename, 'latin1'), {
  filename,
  ...(cached && { cachedData: cached.data }),
});
const usable = cached !== null && script.cachedDataRejected !== true;
const main = script.runInThisContext() as (
  require: unknown,
  module: { exports: object },
  fileUrl: string,
) => { ran: Promise<Ran> };
const { ran } = main(require, { exports: {} }, pathToFileURL(filename).href);
if (cache !== null && !(usable && cached.whole)) void keepCode(cache);

/** After the run, because only then V8 has compiled what a run needs. */
async function keepCode(to: CodeCache): Promise<void> {
  const { status, modelled } = await ran;
  const whole = status === 1;
  if (!modelled || status > 1 || (usable && !whole)) return;
  to.write({ data: script.createCachedData(), whole });
}
