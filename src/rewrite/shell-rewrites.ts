import type { Edit, Fix } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import type { ImageModel } from '../startup/model.ts';
import type { Process } from '../startup/process.ts';
import { apacheItself } from './apache-itself.ts';
import { execInsteadOfWait } from './exec-instead-of-wait.ts';
import { execIntoPipe } from './exec-into-pipe.ts';
import { expandedAtBuild } from './expanded-at-build.ts';
import { insertExec } from './insert-exec.ts';
import { mayExec } from './may-exec.ts';
import { passings, passOnAndWait } from './pass-on-and-wait.ts';
import { pm2Runtime } from './pm2-runtime.ts';
import { isShell, type ShellProcess } from './shell-chain.ts';
import { stopServices } from './stop-services.ts';
import { wrapperDropped } from './without-wrapper.ts';

/** Rewrites of the shells at the start, by how far they go. */
export interface ShellRewrites {
  /** The shells give way to the workload. */
  readonly giveWay: readonly Fix[];
  /** The last of them stays, passes the signal on and waits. */
  readonly stay: readonly Fix[];
  /** The same, and what the wrapper below it was for is lost. */
  readonly stayWithoutWrapper: readonly Fix[];
}

/**
 * What can become of the shells at a process where `exec` before the command is not enough. Those above the
 * last one are told to `exec` what they wait for; that has to be possible.
 */
export function shellRewrites(process: Process, image: ImageModel, file: RuleFile): ShellRewrites {
  const shells = standing(process);
  const last = shells.at(-1);
  const outer = last && outerEdits(shells.slice(0, -1));
  if (!last || !outer) return { giveWay: [], stay: [], stayWithoutWrapper: [] };
  const fixes = (title: string, all: readonly (readonly Edit[] | null)[]): readonly Fix[] =>
    all.flatMap((edits) =>
      edits ? [{ title, safety: 'unsafe' as const, edits: [...outer, ...edits] }] : [],
    );
  const below = last.body.station.blocked;
  const asks = below.on === 'wait' && below.named;
  const child = below.on === 'foreground' ? below.processes[0] : undefined;
  const dropped = child ? wrapperDropped(child, image, file) : null;
  const services = stopServices(last) ?? [];
  const passing = passings(image.stopSignal, services)
    .map((one) => passOnAndWait(last, one))
    .filter((edits) => edits === null || !expandedAtBuild(edits, file));
  return {
    giveWay: [
      ...fixes(`let the shell \`exec\` the program instead of waiting for it${asks ? '' : ownStatus}`, [
        execInsteadOfWait(last),
      ]),
      ...fixes(`write to a process, so that the shell can \`exec\` the program${ownStatus}`, [
        execIntoPipe(last, file),
      ]),
      ...fixes('let the shell `exec` the program without its wrapper', [execInstead(child, dropped)]),
      ...fixes('start it in the foreground by pm2-runtime', [pm2Runtime(last)]),
      ...(child ? apacheItself(child, image, file) : []).flatMap(({ title, edits }) => fixes(title, [edits])),
    ],
    stay: fixes(
      services.length > 0
        ? 'let the shell stop the services and wait'
        : 'let the shell pass the signal on and wait',
      passing,
    ),
    stayWithoutWrapper: fixes(
      'start the program without its wrapper, and let the shell pass the signal on and wait',
      passing.map((edits) => edits && dropped && [...dropped, ...edits]),
    ),
  };
}

/** What a bare `wait`, and the last member of a pipeline, hide. */
const ownStatus = ', with whose exit status the container then ends';

/** `exec` in the place of the words that are dropped; null where the command must not be told to. */
function execInstead(child: Process | undefined, dropped: readonly Edit[] | null): readonly Edit[] | null {
  if (!child?.origin || !dropped || mayExec(child.origin) === null) return null;
  return dropped.map((edit) => ({ ...edit, newText: 'exec ' }));
}

/** The shells that wait for one another, the outermost first. */
function standing(process: Process): readonly ShellProcess[] {
  if (process.body.kind === 'forwarder') return standing(process.body.child);
  if (!isShell(process)) return [];
  const { blocked } = process.body.station;
  const [only, ...others] = blocked.on === 'foreground' ? blocked.processes : [];
  const isForked = only?.body.kind === 'shell' && only.body.context.program === process.body.context.program;
  return [process, ...(only && others.length === 0 && !isForked ? standing(only) : [])];
}

/** `exec` in each of these shells; null where one of them has to stay. */
function outerEdits(shells: readonly ShellProcess[]): readonly Edit[] | null {
  const origins = shells.flatMap(({ body: { station } }) => {
    const front = station.blocked.on === 'foreground' ? station.blocked.processes[0] : undefined;
    return front?.origin ?? [];
  });
  if (shells.length === 0) return [];
  return origins.length === shells.length ? (insertExec(origins, [])?.edits ?? null) : null;
}
