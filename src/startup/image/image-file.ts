import type { Instruction } from '../../dockerfile/instruction.ts';
import type { ShellSource } from '../evaluate/shell-state.ts';

/** A text file in the image. */
export interface TextFile {
  readonly kind: 'text';
  /** As sentences name it: a path of the build context as findings write it, or the path in the image. */
  readonly name: string;
  /** The text as the kernel sees it, and where it stands: in a file of the context, or in the Dockerfile itself. */
  readonly source: ShellSource;
  /** Null: not known. */
  readonly executable: boolean | null;
  /** The instruction that brings it. */
  readonly by: Instruction;
}

/** A program, or another file that is no text. */
export interface BinaryFile {
  readonly kind: 'binary';
  readonly executable: boolean | null;
  readonly by: Instruction;
}

/** A file whose text is not at hand. */
export interface AbsentFile {
  readonly kind: 'absent';
  /** A clause: "COPY takes it from the build context, and docker/run.sh is not there". */
  readonly reason: string;
  /** Whether an instruction of the Dockerfile names this very file; null when none does. */
  readonly by: Instruction | null;
}

/** What is known of a path in the image. */
export type ImageFile = TextFile | BinaryFile | AbsentFile;
