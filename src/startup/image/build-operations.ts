import type { CopyRecord } from '../../dockerfile/image-config.ts';
import type { Instruction } from '../../dockerfile/instruction.ts';
import type { MappedText } from '../../text/mapped-text.ts';
import type { PathSet } from './path-set.ts';

/** A part of what a command writes: text, the content of a file of the image, or something that is not known. */
export type Piece =
  /** `file` is the file that the text stands in; null for text that was put together. */
  | { readonly kind: 'text'; readonly file: string | null; readonly text: MappedText }
  /** `unix`: carriage returns at the ends of lines are taken out. */
  | { readonly kind: 'file'; readonly path: string; readonly unix: boolean }
  /** `reason` follows "RUN writes it": "with `curl`, which is not followed". `found`: it is a list of the paths there. */
  | {
      readonly kind: 'unknown';
      readonly reason: string;
      readonly found?: { readonly path: string; readonly name: string | null };
    };

/** One change of the files of an image while it is built. All paths are absolute. */
export type Operation = {
  readonly by: Instruction;
  /** False: it stands where it may not be run (a branch, what follows `||`). */
  readonly sure: boolean;
} & OperationBody;

export type OperationBody =
  /** `mount`: it is there only while its instruction runs. */
  | { readonly kind: 'copy'; readonly record: CopyRecord; readonly mount: boolean }
  | {
      readonly kind: 'write';
      readonly path: string;
      readonly pieces: readonly Piece[];
      readonly append: boolean;
    }
  /** A file or folder at one path comes to be at another, or inside of it when that is a folder. */
  | {
      readonly kind: 'transfer';
      readonly from: string;
      /** Whether the last name of `from` is a pattern, of which each match comes to be in `to`. */
      readonly pattern: boolean;
      readonly to: string;
      /** Null: it depends on whether there is a folder of that name. */
      readonly into: boolean | null;
      readonly moves: boolean;
      /** The mode that it is given; null: that of the source. */
      readonly executable: boolean | null;
    }
  | {
      readonly kind: 'link';
      /** As written: relative to the folder of the link. */
      readonly target: string;
      readonly path: string;
      readonly into: boolean | null;
    }
  | { readonly kind: 'mode'; readonly paths: PathSet; readonly executable: boolean | null }
  | { readonly kind: 'line-ends'; readonly paths: PathSet }
  | { readonly kind: 'remove'; readonly paths: PathSet }
  /** A command that is not followed and names these paths. */
  | {
      readonly kind: 'opaque';
      readonly command: string;
      readonly paths: readonly PathSet[];
      /** What it does to the first of the paths, as it follows "RUN"; null: it is not followed. */
      readonly does: string | null;
    };

/**
 * Whether a mode as `chmod` takes it lets somebody execute a file; null when that stays as it was for some of owner,
 * group and others, or cannot be told.
 */
export function executableMode(mode: string): boolean | null {
  if (/^0?[0-7]{3,4}$/.test(mode)) return (Number.parseInt(mode, 8) & 0o111) !== 0;
  const classes = new Map<string, boolean | null>([...'ugo'].map((one) => [one, null]));
  for (const clause of mode.split(',')) {
    const match = /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(clause);
    if (match === null) return null;
    const [, who = '', operator, bits = ''] = match;
    const named = who === '' || who.includes('a') ? 'ugo' : who;
    if (operator !== '=' && !bits.includes('x')) continue;
    const set =
      operator === '=' ? bits.includes('x') || (bits.includes('X') ? null : false) : operator === '+';
    for (const one of named) classes.set(one, set);
  }
  const all = [...classes.values()];
  if (all.includes(true)) return true;
  return all.includes(null) ? null : false;
}
