#!/usr/bin/env node
import { join } from 'node:path';
import { type CodeCache, cacheHome, codeCache } from './code-cache.ts';
import { loadMain } from './load-main.ts';

/** Names the content of the bundle; put in by the build. */
declare const bundleId: string;

const home = cacheHome(process.env, process.platform);
const cache =
  home === null ? null : codeCache(join(home, 'pid1-lint', `${bundleId}-${process.version}-${process.arch}`));
const cached = cache?.read() ?? null;

const { script, usedCode: usable, run } = loadMain(cached?.data ?? null);
const ran = run().runProcess();
if (cache !== null && !(usable && cached?.whole)) void keepCode(cache);

/** After the run, because only then V8 has compiled what a run needs. */
async function keepCode(to: CodeCache): Promise<void> {
  const { status, modelled } = await ran;
  const whole = status === 1;
  if (!modelled || status > 1 || (usable && !whole)) return;
  to.write({ data: script.createCachedData(), whole });
}
