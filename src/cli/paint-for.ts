import { Chalk } from 'chalk';
import type { Paint } from '../report/paint.ts';
import type { Io, Output } from './io.ts';
import type { OutputOptions } from './options.ts';
import { useColor } from './use-color.ts';

const file: Pick<Output, 'isTTY'> = { isTTY: false };

/** The colours for a report that goes where the options say. */
export function paintFor({ color, output }: Pick<OutputOptions, 'color' | 'output'>, io: Io): Paint {
  return new Chalk({ level: useColor(color, io.env, output === null ? io.stdout : file) ? 1 : 0 });
}
