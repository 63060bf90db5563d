import type { Fix } from '../../src/contract/finding.ts';
import { defineRule } from '../../src/contract/rule.ts';
import { initFixes } from '../../src/rewrite/init-fixes.ts';
import { onePerPlace } from '../../src/rewrite/one-per-place.ts';
import { quoted } from '../../src/rewrite/quoted.ts';
import { scriptStarter } from '../../src/rewrite/script-starter.ts';
import { signalStatus } from '../../src/rewrite/surviving-shell.ts';
import { at, indentBefore, textEdit } from '../../src/rewrite/text-edit.ts';
import { shortSignal } from '../../src/rewrite/wait-instead.ts';
import type { ShellNode } from '../../src/shell/syntax.ts';
import { hasTraps } from '../../src/startup/evaluate/shell-state.ts';
import { placeOf } from '../../src/startup/evaluate/step.ts';
import { waitsBefore } from '../../src/startup/evaluate/waits-before.ts';
import type { Startup } from '../../src/startup/model.ts';
import type { Replaced } from '../../src/startup/process.ts';

export const rule = defineRule({
  code: 'PID118',
  name: 'stop-before-exec',
  severity: 'info',
  summary: 'PID 1 is a shell that waits in a loop before it gives way: a stop until then is dropped',
  fixes: ['safe', 'unsafe'],
  since: '0.1.0',
  messages: {
    loop: 'until this loop is over, PID 1 is the shell, which has no trap for {signal}: a stop that comes while it waits is dropped, and the container is killed after the grace period; write {trap} before it, which lasts until {workload} takes the place of the shell',
  },
  check(image, file) {
    const { stopSignal: signal } = image;
    return onePerPlace(
      image.startups.flatMap((startup) => {
        const found = waiting(startup);
        const place = found && placeOf(found.replaced.origin.state, found.loop.span);
        if (!found || !place) return [];
        const { origin } = found.replaced;
        return {
          place,
          message: 'loop',
          args: { signal, trap: `\`${trapText(signal)}\``, workload: quoted(startup.root?.argv ?? []) },
          startup,
          startedBy: scriptStarter(origin.state.source, image),
          fixes: [...trapBefore(found, signal), ...initFixes(image, file, startup)],
        };
      }),
    );
  },
});

interface Waiting {
  readonly replaced: Replaced;
  readonly loop: ShellNode;
}

/** The shell at PID 1 that gives way in the end, and the loop in which it waits without a trap. */
function waiting({ root, stop }: Startup): Waiting | null {
  if (root === null || stop === 'no-workload') return null;
  for (const replaced of root.replaced) {
    const loop = waitsBefore(replaced);
    if (loop && !hasTraps(replaced.origin.state)) return { replaced, loop };
  }
  return null;
}

function trapText(signal: string): string {
  return `trap 'exit ${signalStatus(signal) ?? 1}' ${shortSignal(signal)}`;
}

/** The trap, on a line of its own where the loop begins one. */
function trapBefore({ replaced: { origin }, loop }: Waiting, signal: string): readonly Fix[] {
  const { source } = origin.state;
  const { start } = loop.span;
  const indent = origin.context.entry === 'script' ? indentBefore(source.text.text, start) : null;
  const edit = textEdit(source, at(start), `${trapText(signal)}${indent === null ? '; ' : `\n${indent}`}`);
  const title = 'let a trap end the shell until it gives way';
  return edit && signalStatus(signal) !== null ? [{ title, safety: 'unsafe', edits: [edit] }] : [];
}
