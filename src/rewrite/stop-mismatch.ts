import { gracefulSignal, meansNothing } from '../knowledge/graceful-signals.ts';
import { programName } from '../knowledge/program-name.ts';
import type { ImageModel, Startup } from '../startup/model.ts';
import type { Process } from '../startup/process.ts';
import { startPath } from '../startup/start-path.ts';
import { passingOf } from '../startup/tells-nobody.ts';
import { named } from './quoted.ts';

/** A stop signal that is the wrong one, and the one that is right. */
export interface Mismatch {
  readonly message: 'harsh' | 'foreign';
  readonly args: Readonly<Record<string, string>>;
  readonly better: string;
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

/** What the program that gets the stop signal makes of it, where that is not a graceful stop. */
export function mismatch({ root, stop }: Startup, image: ImageModel): Mismatch | null {
  const program = root && receiver(root, image.stopSignal);
  if (program?.body.kind !== 'program' || stop === 'no-workload') return null;
  if (program.body.reaction === 'opaque' || image.config.stopSignal?.uncertain) return null;
  const signal = image.stopSignal;
  const known = gracefulSignal(program.argv);
  if (known) {
    const what = known.on(signal) ?? (known.graceful === signal ? null : foreignTo(program.argv, image));
    const args = { program: named(program.argv), signal, what: what ?? '', better: known.graceful };
    return what === null ? null : { message: 'harsh', args, better: known.graceful };
  }
  const what = foreignTo(program.argv, image);
  if (what === null) return null;
  const args = { program: named(program.argv), signal, what, base: image.baseImage };
  return { message: 'foreign', args, better: 'SIGTERM' };
}

/** Only a signal that nobody chose for this program: it came with the base image. */
function foreignTo(argv: readonly string[], { config, stopSignal }: ImageModel): string | null {
  return config.stopSignal?.by === null ? meansNothing(stopSignal, argv, programName(argv[0] ?? '')) : null;
}
