import { createLineIndex, type Position } from '../text/line-index.ts';

/** A file that cannot be linted: why, and where in the file when one place is to blame. */
export interface TextProblem {
  readonly message: string;
  readonly position: Position | null;
}

/** Text, or why there is none. */
export type Decoded = { readonly text: string } | { readonly problem: TextProblem };

/** In bytes. The largest Dockerfiles seen in public repositories have some tens of kilobytes. */
export const maxFileSize = 1024 * 1024;

/** Decodes the bytes of a Dockerfile as UTF-8; a byte order mark stays in the text. Never throws. */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes.length > maxFileSize) return problem(tooLarge(bytes.length), { line: 1, column: 1 });
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff])) {
    return problem('this is UTF-16 text; a Dockerfile must be UTF-8', { line: 1, column: 1 });
  }
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const zero = text.indexOf('\0');
  if (zero !== -1) return problem('this is a binary file: it holds a NUL byte', endOf(text.slice(0, zero)));
  const bad = firstInvalidByte(bytes, text);
  if (bad === null) return { text };
  const byte = `0x${(bytes[bad] as number).toString(16).padStart(2, '0').toUpperCase()}`;
  const before = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, bad));
  return problem(`this is not UTF-8 text: byte ${byte} at offset ${bad}`, endOf(before));
}

/** The message for a file of that many bytes. */
export function tooLarge(size: number): string {
  const megabytes = (size / 1024 / 1024).toFixed(1);
  return `a file of ${megabytes} MiB is too large for a Dockerfile; the limit is ${maxFileSize / 1024 / 1024} MiB`;
}

/** Decoding replaces what is invalid, so encoding again differs first where the first invalid byte was. */
function firstInvalidByte(bytes: Uint8Array, text: string): number | null {
  const again = new TextEncoder().encode(text);
  const length = Math.max(bytes.length, again.length);
  for (let index = 0; index < length; index += 1) {
    // A character that is cut off at the end starts as its replacement does: the last byte is to blame.
    if (bytes[index] !== again[index]) return Math.min(index, bytes.length - 1);
  }
  return null;
}

function endOf(text: string): Position {
  return createLineIndex(text).position(text.length);
}

function startsWith(bytes: Uint8Array, prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

function problem(message: string, position: Position | null): Decoded {
  return { problem: { message, position } };
}
