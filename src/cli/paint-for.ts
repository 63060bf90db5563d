import { type Paint, plain } from '../report/paint.ts';
import type { Io, Output } from './io.ts';
import type { OutputOptions } from './options.ts';
import { useColor } from './use-color.ts';

const file: Pick<Output, 'isTTY'> = { isTTY: false };

/** The colours for a report that goes where the options say. */
export async function paintFor(
  { color, output }: Pick<OutputOptions, 'color' | 'output'>,
  io: Io,
): Promise<Paint> {
  if (!useColor(color, io.env, output === null ? io.stdout : file)) return plain;
  return new (await import('chalk')).Chalk({ level: 1 });
}
