import type { ShellFact } from '../../knowledge/types.ts';
import { hasTraps } from '../evaluate/shell-state.ts';
import { placeOf } from '../evaluate/step.ts';
import { waitsBefore } from '../evaluate/waits-before.ts';
import type { WhyStep } from '../model.ts';
import { type Process, type Replaced, type Station, startedBy } from '../process.ts';

/** What the shells on the way to the workload did: who replaced itself, who stayed, and what was assumed. */
export function shellReasons(root: Process, isPid1 = true): readonly WhyStep[] {
  const { body } = root;
  const replaced = root.replaced.flatMap((one) => replacement(one, isPid1));
  const below = (process: Process) => shellReasons(process, false);
  if (body.kind === 'forwarder') return [...replaced, ...startedBy(body).flatMap(below)];
  if (body.kind !== 'shell') return replaced;
  const { context, station } = body;
  const text = `${shellTitle(context.shell)} ${standing(station.blocked)}`;
  const own = [...station.state.notes, { text, place: root.place }];
  const front = station.blocked.on === 'foreground' ? station.blocked.processes : [];
  return [...replaced, ...own, ...front.flatMap(below)];
}

function replacement(replaced: Replaced, isPid1: boolean): readonly WhyStep[] {
  const { context, by, origin } = replaced;
  const text =
    by === 'exec'
      ? 'the shell is told to `exec`, so the program takes its place'
      : `${shellTitle(context.shell)} replaces itself by this command, although nobody wrote \`exec\``;
  const step = { text, place: placeOf(origin.state, origin.node.span) };
  return [...origin.state.notes, step, ...untilThen(replaced, isPid1)];
}

/** What a stop meets that comes while a script still waits for something in a loop, before it is replaced. */
function untilThen(replaced: Replaced, isPid1: boolean): readonly WhyStep[] {
  const { state } = replaced.origin;
  const before = waitsBefore(replaced);
  if (!before) return [];
  const what = hasTraps(state)
    ? 'a stop that comes in that time runs its trap'
    : isPid1
      ? 'a stop that comes in that time is dropped, as its shell is PID 1 and has no trap'
      : 'a stop that comes in that time ends its shell';
  return [{ text: `until then the script waits in a loop: ${what}`, place: placeOf(state, before.span) }];
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
