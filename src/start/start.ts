#!/usr/bin/env node
import type { CodeCache } from './code-cache.ts';
import { keptCode } from './kept-code.ts';
import { loadMain } from './load-main.ts';

const cache = keptCode();
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
