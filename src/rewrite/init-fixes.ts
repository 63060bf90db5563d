import type { Edit, Fix } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import { programName } from '../knowledge/programs.ts';
import { selfReapingKind } from '../knowledge/services.ts';
import type { ImageModel, Startup } from '../startup/model.ts';
import type { Process } from '../startup/process.ts';
import { everyProcess } from '../startup/stop/every-process.ts';
import { isInit, startPath } from '../startup/stop/start-path.ts';
import { workloads } from '../startup/stop/workloads.ts';
import { type InitAtHand, initAtHand } from './init-at-hand.ts';
import { groupMode } from './init-group.ts';
import { addedInit, hasPackage } from './init-package.ts';
import { initPlace, startBelow } from './init-start.ts';
import type { Insertion } from './insertion.ts';
import { mayExec } from './may-exec.ts';
import { foregroundOrigins } from './start-origins.ts';
import { startRewrites } from './start-rewrites.ts';
import { type Survival, shieldedReaders, survivingShells, trappedSignals } from './surviving-shell.ts';

/** Whether a supervisor is started that is an init in all but name, and needs none above it. */
function superviseThemselves(root: Process): boolean {
  return everyProcess(root).some(({ argv }) => selfReapingKind(argv[0] ?? '') !== null);
}

/**
 * Whether the image has an init, or a package of its distribution brings one. Else a stage of its own does, which changes more
 * than a rewrite of the start command.
 */
export function initIsNear(image: ImageModel, file: RuleFile): boolean {
  return initAtHand(image) !== null || hasPackage(image, file);
}

interface Variant {
  /** Whether the signal has to go to the whole process group. */
  readonly group: boolean;
  readonly insertions: readonly Insertion[];
  /** Further edits, of instructions that the init is not written into. */
  readonly edits: readonly Edit[];
  readonly how: string;
}

/**
 * The ways to put an init at PID 1 of a startup, the least intrusive first: above the workload itself, above
 * a shell that is told to `exec` it, above a shell that outlives a signal to the whole group. Where there is
 * an init already, it is told to signal the group. Lint keeps the first that the model proves.
 */
export function initFixes(image: ImageModel, file: RuleFile, { root }: Startup): readonly Fix[] {
  if (root === null || file.init === 'none' || superviseThemselves(root)) return [];
  const all = variants(root, image, file);
  const { forwarders } = startPath(root);
  if (forwarders.some(isInit)) {
    return all.flatMap((variant) =>
      variant.group ? (groupFix(variant, forwarders.find(isInit) as Process, image, file) ?? []) : [],
    );
  }
  const place = initPlace(image);
  const present = initAtHand(image);
  const added = present === null ? addedInit(image, place.stage, place.before, file) : null;
  const init = present ?? added;
  if (init === null) return [];
  return all.flatMap((variant) => {
    const words = initWords(init, variant.group, root, present === null);
    const start = startBelow(words, variant.insertions, image, file);
    if (start === null) return [];
    const untouched = present !== null && variant.insertions.length + variant.edits.length === 0;
    return {
      title: `${present === null ? `add ${init.name}` : `put ${init.name}, which the image has,`} at PID 1${variant.how}`,
      safety: untouched ? ('safe' as const) : ('unsafe' as const),
      edits: [...(added?.edits ?? []), ...start, ...variant.edits],
    };
  });
}

function variants(root: Process, image: ImageModel, file: RuleFile): readonly Variant[] {
  const { last } = startPath(root);
  if (last.body.kind !== 'shell') return [{ group: false, insertions: [], edits: [], how: '' }];
  const signals = trappedSignals(image.stopSignal);
  return [...execVariants(last, image, file), ...(signals === null ? [] : surviving(last, signals))];
}

const execHow = ' and tell the shell to `exec` the command';

/** The shell gives way: in exec form where it can be written, or told to `exec` in the text as it stands. */
function execVariants(shell: Process, image: ImageModel, file: RuleFile): readonly Variant[] {
  const origins = foregroundOrigins(shell);
  if (!origins?.every((origin) => mayExec(origin) !== null)) return [];
  const insertions = origins.map(({ state, node }) => ({
    source: state.source,
    at: node.words[0]?.span.start ?? node.span.start,
    text: 'exec ',
  }));
  const inText: Variant = { group: false, insertions, edits: [], how: execHow };
  if (image.config.entrypoint?.by) return [inText];
  const outer = shell.replaced.map(({ origin }) => origin);
  const rewrites = startRewrites(image, file, { origins, outer });
  return [
    ...rewrites.map(({ edits }): Variant => ({ group: false, insertions: [], edits, how: execHow })),
    inText,
  ];
}

/** In a loop the shell has to end, or it would start the workload again. */
const inLoop: readonly Survival[] = ['exit'];
const inSequence: readonly Survival[] = [':', 'wait', 'exit'];

function surviving(shell: Process, signals: readonly string[]): readonly Variant[] {
  const shields = shieldedReaders(shell, signals);
  return (goesRound(shell) ? inLoop : inSequence).flatMap((action) => {
    const traps = survivingShells(shell, action, signals);
    if (traps === null) return [];
    const how = ', which signals the whole group, above a shell that outlives the signal';
    const bare: Variant = { group: true, insertions: traps, edits: [], how };
    return shields.length > 0 ? [{ ...bare, insertions: [...traps, ...shields] }, bare] : [bare];
  });
}

function goesRound({ body }: Process): boolean {
  if (body.kind !== 'shell') return false;
  const { next, blocked } = body.station;
  for (let frame = next; frame; frame = frame.next) {
    if (frame.kind === 'condition' || frame.kind === 'body') return true;
  }
  if (blocked.on === 'spin') return true;
  return blocked.on === 'foreground' && blocked.processes.some(goesRound);
}

/** The init's own words. Java ends with 143 on SIGTERM, which is no failure. */
function initWords(
  { name, path }: InitAtHand,
  group: boolean,
  root: Process,
  isNew: boolean,
): readonly string[] {
  const java = workloads(root).some(({ argv }) => programName(argv[0] ?? '') === 'java');
  const ends = name === 'tini' && java && isNew ? ['-e', '143'] : [];
  const flag = group && name !== 'dumb-init' ? ['-g'] : [];
  return [path, ...flag, ...ends, '--'];
}

/** The init that is there, told to signal the group, above shells that outlive it. */
function groupFix(
  { insertions, how }: Variant,
  init: Process,
  image: ImageModel,
  file: RuleFile,
): Fix | null {
  const edits: readonly Edit[] | null = groupMode(init, insertions, image, file);
  return (
    edits && {
      title: `tell ${programName(init.argv[0] ?? '')} to signal the group${how.replace(', which signals the whole group', '')}`,
      safety: 'unsafe',
      edits,
    }
  );
}
