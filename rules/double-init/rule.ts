import type { Fix } from '../../src/contract/finding.ts';
import type { RuleFile } from '../../src/contract/rule.ts';
import { defineRule } from '../../src/contract/rule.ts';
import { programName } from '../../src/knowledge/programs.ts';
import { isPlainInit, selfReapingKind } from '../../src/knowledge/services.ts';
import { init, innerStart } from '../../src/knowledge/wrappers.ts';
import { dropWords } from '../../src/rewrite/drop-words.ts';
import { placeOfStart } from '../../src/rewrite/place-of-start.ts';
import { named } from '../../src/rewrite/quoted.ts';
import type { ImageModel } from '../../src/startup/model.ts';
import type { Process } from '../../src/startup/process.ts';
import { isInit, startPath } from '../../src/startup/stop/start-path.ts';

export const rule = defineRule({
  code: 'PID203',
  name: 'double-init',
  severity: 'info',
  summary: 'an init inside an init, or inside a supervisor that is already one',
  fixes: ['safe'],
  since: '0.1.0',
  messages: {
    init: '{outer} reaps and passes signals on already: {inner} below it is one process more that does the same',
    s6: '{inner} insists on being PID 1 and refuses to start below {outer}: the container ends at once',
    supervisor:
      '{inner} reaps and handles the stop itself: {outer} above it is one process more that does the same',
  },
  severities: { s6: 'error' },
  check(image, file) {
    return image.startups.flatMap((startup) => {
      const pair = startup.root && innerInit(startup.root);
      const place = pair && placeOfStart(pair.inner, image, file.path);
      if (!pair || !place) return [];
      const { outer, inner, kind } = pair;
      const candidates = kind === 'init' ? [inner, outer] : [outer];
      return {
        place,
        message: kind,
        args: { outer: named(outer.argv), inner: kind === 's6' ? '`/init`' : named(inner.argv) },
        startup,
        fixes: candidates.flatMap((process) => withoutInit(process, image, file)),
      };
    });
  },
});

interface Pair {
  readonly outer: Process;
  readonly inner: Process;
  readonly kind: 'init' | 's6' | 'supervisor';
}

function innerInit(root: Process): Pair | null {
  const { forwarders, last } = startPath(root);
  const [outer, ...others] = forwarders.filter(isInit);
  if (!outer) return null;
  // What a supervisor starts is its own business.
  const supervises = selfReapingKind(outer.argv[0] ?? '') === 'supervisor';
  for (const inner of [...others, last]) {
    const [path = ''] = inner.argv;
    const kind = selfReapingKind(path) ?? (isInit(inner) && isPlainInit(path) ? 'init' : null);
    if (kind === 'supervisor' && supervises) continue;
    if (kind !== null) return { outer, inner, kind };
  }
  return null;
}

function withoutInit(process: Process, image: ImageModel, file: RuleFile): readonly Fix[] {
  const [called = '', ...rest] = process.argv;
  const known = init(programName(called));
  const start = known && innerStart(rest, known);
  // Options that rewrite signals or exit statuses, or that reap below another PID 1, are there for a reason.
  const plain = rest.slice(0, start ?? 0).every((option) => /^(--|-[gvw]+|-c|--single-child)$/.test(option));
  const edits = start === null || !plain ? null : dropWords(process, start + 1, image, file);
  return edits ? [{ title: `start it without ${programName(called)}`, safety: 'safe', edits }] : [];
}
