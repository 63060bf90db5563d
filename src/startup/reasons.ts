import type { ShellFact } from '../knowledge/types.ts';
import type { WhyStep } from './model.ts';
import type { Process } from './process.ts';
import { placeOf } from './step.ts';

/** What the shells on the way to PID 1 did: who replaced itself, who stayed, and what was assumed. */
export function shellReasons(root: Process): readonly WhyStep[] {
  const steps: WhyStep[] = [];
  for (const { context, by, origin } of root.replaced) {
    steps.push(...origin.state.notes);
    const place = placeOf(origin.state, origin.node.span);
    const how =
      by === 'exec'
        ? 'the shell is told to `exec`, so the program takes its place'
        : `${shellTitle(context.shell)} replaces itself by this command, although nobody wrote \`exec\``;
    steps.push({ text: how, place });
  }
  if (root.body.kind === 'shell') {
    const { context, station } = root.body;
    steps.push(...station.state.notes);
    const on = station.blocked.on;
    const doing =
      on === 'wait'
        ? 'waits for its background jobs'
        : on === 'spin'
          ? 'goes round in a loop of short commands'
          : 'stays, and waits for the command below it';
    steps.push({ text: `${shellTitle(context.shell)} ${doing}`, place: root.place });
  }
  return steps;
}

/** A shell by implementation and version, as far as they are known. */
export function shellTitle({ implementation, version, build }: ShellFact): string {
  if (implementation === 'unknown') return 'the shell';
  const name = version === null ? implementation : `${implementation} ${version}`;
  return build === 'debian' && implementation === 'dash' ? `${name} (Debian's build)` : name;
}
