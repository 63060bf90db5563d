import type { ShellFact } from '../knowledge/types.ts';
import type { WhyStep } from './model.ts';
import { type Process, type Replaced, type Station, startedBy } from './process.ts';
import { placeOf } from './step.ts';

/** What the shells on the way to the workload did: who replaced itself, who stayed, and what was assumed. */
export function shellReasons(root: Process): readonly WhyStep[] {
  const { body } = root;
  const replaced = root.replaced.flatMap(replacement);
  if (body.kind === 'forwarder') return [...replaced, ...startedBy(body).flatMap(shellReasons)];
  if (body.kind !== 'shell') return replaced;
  const { context, station } = body;
  const text = `${shellTitle(context.shell)} ${standing(station.blocked)}`;
  const own = [...station.state.notes, { text, place: root.place }];
  const below = station.blocked.on === 'foreground' ? station.blocked.processes : [];
  return [...replaced, ...own, ...below.flatMap(shellReasons)];
}

function replacement({ context, by, origin }: Replaced): readonly WhyStep[] {
  const text =
    by === 'exec'
      ? 'the shell is told to `exec`, so the program takes its place'
      : `${shellTitle(context.shell)} replaces itself by this command, although nobody wrote \`exec\``;
  return [...origin.state.notes, { text, place: placeOf(origin.state, origin.node.span) }];
}

function standing({ on }: Station['blocked']): string {
  if (on === 'wait') return 'waits for its background jobs';
  if (on === 'spin') return 'goes round in a loop of short commands';
  return 'stays, and waits for the command below it';
}

/** A shell by implementation and version, as far as they are known. */
export function shellTitle({ implementation, version, build }: ShellFact): string {
  if (implementation === 'unknown') return 'the shell';
  const name = version === null ? implementation : `${implementation} ${version}`;
  return build === 'debian' && implementation === 'dash' ? `${name} (Debian's build)` : name;
}
