import { fstatSync, statSync, writeSync } from 'node:fs';
import type { Output } from './io.ts';

/** A descriptor of the process that takes text, and the stream that Node makes for it when it is asked for. */
export interface Descriptor {
  readonly fd: 1 | 2;
  readonly stream: () => NodeJS.WriteStream;
}

/**
 * What the process writes to. Files and pipes are written to at once: Node's streams with all they load take longer to
 * make than a report to write. Everything else gets the stream, and so does what a pipe does not take now.
 */
export function standardOutput(descriptor: Descriptor): Output {
  let direct: boolean | null = null;
  let stream: NodeJS.WriteStream | null = null;
  const isDirect = (): boolean => (direct ??= takesDirectWrites(descriptor.fd));
  const open = (): NodeJS.WriteStream => (stream ??= opened(descriptor));
  return {
    write: (text) => {
      const rest = isDirect() && stream === null ? writeNow(descriptor.fd, text) : text;
      if (rest.length > 0) open().write(rest);
    },
    get isTTY() {
      return !isDirect() && open().isTTY === true;
    },
  };
}

function opened({ stream }: Descriptor): NodeJS.WriteStream {
  const made = stream();
  made.on('error', passOverEnd);
  return made;
}

/** A reader that has seen enough (`| head`) is no error. */
function passOverEnd(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** A file, a pipe or /dev/null, where writes need no waiting and nobody watches. Windows knows pipes of another kind. */
function takesDirectWrites(fd: number): boolean {
  if (process.platform === 'win32') return false;
  try {
    const to = fstatSync(fd);
    return to.isFile() || to.isFIFO() || (to.isCharacterDevice() && to.rdev === statSync('/dev/null').rdev);
  } catch {
    return false;
  }
}

/** Writes what the descriptor takes without waiting. @returns the rest */
function writeNow(fd: number, text: string): Uint8Array {
  let rest: Uint8Array = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(fd, rest));
    return rest;
  } catch (error) {
    const problem = error as NodeJS.ErrnoException;
    if (problem.code === 'EAGAIN') return rest;
    passOverEnd(problem);
    return rest.subarray(rest.length);
  }
}
