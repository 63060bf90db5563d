import { initIsSystemd } from '../knowledge/distributions.ts';
import { gracefulSignal, meansNothing } from '../knowledge/graceful-signals.ts';
import { programName } from '../knowledge/program-name.ts';
import type { ImageModel, Startup, StopOutcome } from '../startup/model.ts';
import type { ForwardingSpec, Process } from '../startup/process.ts';
import { startPath } from '../startup/stop/start-path.ts';
import { passingOf, tellsNobody } from '../startup/stop/tells-nobody.ts';
import { named } from './quoted.ts';

/** A stop signal that is the wrong one, and the one that is right. */
export interface Mismatch {
  readonly message: 'harsh' | 'goes-on' | 'other-init' | 'foreign' | 'not-passed-on';
  readonly args: Readonly<Record<string, string>>;
  /** Null: not known. */
  readonly better: string | null;
}

/** Who acts on the stop signal: the program below inits and wrappers that pass it on; null for a shell. */
export function receiver(root: Process, signal: string): Process | null {
  const { forwarders, last } = startPath(root);
  const reached = forwarders.every(({ body }) => {
    const passing = passingOf(body.spec, signal);
    return passing === 'child' || passing === 'group' || passing === 'everyone';
  });
  return reached && last.body.kind === 'program' ? last : null;
}

/** What the process that gets the stop signal makes of it, where that is not a graceful stop. */
export function mismatch({ root, stop }: Startup, image: ImageModel): Mismatch | null {
  if (root === null || stop === 'no-workload' || image.config.stopSignal?.uncertain) return null;
  const program = receiver(root, image.stopSignal);
  if (!program) return notPassedOn(root, stop, image);
  const sent = signalSent(root, image.stopSignal);
  const found = sent === null ? null : takenForElse(program, stop, { ...image, stopSignal: sent });
  const { better } = found ?? { better: null };
  // Where who starts the program says what it is sent, another STOPSIGNAL changes nothing.
  const helps = sent === image.stopSignal && better !== null && signalSent(root, better) === better;
  return found && { ...found, better: helps ? better : null };
}

/** The signal that reaches what inits and wrappers start, where each of them passes it on; null: none. */
function signalSent(root: Process, signal: string): string | null {
  return startPath(root).forwarders.reduce<string | null>((sent, { body }) => {
    if (sent === null) return null;
    const as = body.spec.rewrites[sent];
    return body.stops?.get(body.child.pid)?.signal ?? (as === undefined ? sent : as);
  }, signal);
}

function takenForElse({ argv, body }: Process, stop: StopOutcome, image: ImageModel): Mismatch | null {
  if (body.kind !== 'program' || body.reaction === 'opaque') return null;
  const { stopSignal: signal, baseImage: base } = image;
  const known = gracefulSignal(argv);
  // What `init` is differs: upstart, sysvinit and busybox have signals of their own.
  if (known && isInitByName(argv) && !initIsSystemd(image.base)) {
    return stop === 'ignored'
      ? { message: 'other-init', args: { program: named(argv), signal, base }, better: null }
      : null;
  }
  if (known) {
    const what = known.on(signal) ?? (known.graceful === signal ? null : foreignTo(argv, image));
    const args = { program: named(argv), signal, what: what ?? '', better: known.graceful };
    const message = stop === 'ignored' ? 'goes-on' : 'harsh';
    return what === null ? null : { message, args, better: known.graceful };
  }
  const what = foreignTo(argv, image);
  if (what === null) return null;
  return { message: 'foreign', args: { program: named(argv), signal, what, base }, better: 'SIGTERM' };
}

/** An init that tells nobody of this signal, and passes another one on. */
function notPassedOn(root: Process, stop: StopOutcome, image: ImageModel): Mismatch | null {
  if (stop !== 'ignored' && stop !== 'unnotified') return null;
  const { stopSignal: signal, baseImage: base } = image;
  const silent = startPath(root).forwarders.find(({ body }) => tellsNobody(body.spec, signal));
  if (silent?.body.spec.role !== 'init') return null;
  const { spec } = silent.body;
  const better = stopSignals.find((one) => passesOn(spec, one));
  if (better === undefined) return null;
  const from = image.config.stopSignal?.by === null ? ` (from ${base})` : '';
  const does = stop === 'ignored' ? 'does nothing on' : 'leaves what it started without a word on';
  const args = { program: named(silent.argv), does, signal, from, better };
  return { message: 'not-passed-on', args, better };
}

/** Signals that may be set as STOPSIGNAL, the usual one first. */
const stopSignals = ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP'] as const;

function passesOn(spec: ForwardingSpec, signal: string): boolean {
  return !tellsNobody(spec, signal) && passingOf(spec, signal) !== 'unknown';
}

/** Only a signal that nobody chose for this program: it came with the base image. */
function foreignTo(argv: readonly string[], { config, stopSignal }: ImageModel): string | null {
  return config.stopSignal?.by === null ? meansNothing(stopSignal, argv, programName(argv[0] ?? '')) : null;
}

function isInitByName([called = '']: readonly string[]): boolean {
  return programName(called) === 'init';
}
