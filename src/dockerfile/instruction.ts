import type { MappedText } from '../text/mapped-text.ts';
import type { Span } from '../text/span.ts';

/** A `--name=value` (or bare `--name`) before an instruction's arguments. */
export interface InstructionFlag {
  readonly name: string;
  readonly value: string | null;
  readonly span: Span;
}

/** A here-document of RUN, COPY or ADD. Other instructions have none: there `<<EOF` is plain text. */
export interface Heredoc {
  readonly name: string;
  /** The body as BuildKit hands it on: leading tabs removed when written `<<-`. */
  readonly content: string;
  /** False when the name was quoted: nothing in the body is substituted. */
  readonly expand: boolean;
  /** The body in the source, without the line of the terminator. */
  readonly span: Span;
}

/** One element of an exec form: the decoded string and where it stands. */
export interface ExecElement {
  readonly value: MappedText;
  /** The JSON string in the source, quotes included. */
  readonly span: Span;
}

/**
 * How BuildKit reads the arguments of CMD, ENTRYPOINT, RUN, SHELL and the command of HEALTHCHECK:
 * a valid JSON array of strings with nothing after it is exec form, everything else is shell form.
 */
export type CommandForm =
  | { readonly kind: 'exec'; readonly elements: readonly ExecElement[]; readonly span: Span }
  | {
      readonly kind: 'shell';
      /** The text that is handed to the shell. */
      readonly text: MappedText;
      readonly span: Span;
      /** Set when it starts with `[` and so was probably meant as exec form: why it is none. */
      readonly notExec: NotExecForm | null;
    };

/** Why a text that starts like an exec form is not one, and where. */
export interface NotExecForm {
  readonly reason:
    | 'single-quotes'
    | 'unquoted-word'
    | 'trailing-comma'
    | 'missing-comma'
    | 'text-after'
    | 'not-closed'
    | 'not-strings'
    | 'bad-escape'
    | 'typographic-quotes'
    | 'other';
  readonly span: Span;
  /** What the author most probably meant, when that can be told without doubt; null otherwise. */
  readonly meant: readonly string[] | null;
}

/** One instruction of a Dockerfile. Spans are offsets into the file's text. */
export interface Instruction {
  /** Upper case: `CMD`, `FROM`, … */
  readonly keyword: string;
  readonly keywordSpan: Span;
  /** From the keyword to the end of the last line of the arguments, here-document bodies included. */
  readonly span: Span;
  readonly flags: readonly InstructionFlag[];
  /** The arguments after the flags: continuations joined, comment and blank lines dropped, trimmed. */
  readonly arguments: MappedText;
  /** The arguments in the source, first to last character (no here-document bodies); empty when none. */
  readonly argumentsSpan: Span;
  readonly heredocs: readonly Heredoc[];
  /** For CMD, ENTRYPOINT, RUN, SHELL; for `HEALTHCHECK CMD` the command; null for all others. */
  readonly form: CommandForm | null;
  /** For ONBUILD: the instruction it holds. */
  readonly onbuild: Instruction | null;
}

/** A problem that keeps (part of) the file from being understood, with its place. */
export interface SyntaxProblem {
  readonly message: string;
  readonly span: Span;
}

/** The character that continues a line and takes the next character literally. */
export type EscapeCharacter = '\\' | '`';

/** A Dockerfile as instructions; never thrown away: what could be read is there beside the problems. */
export interface Dockerfile {
  readonly text: string;
  /** The line continuation character: `\` or, by directive, `` ` ``. */
  readonly escape: EscapeCharacter;
  /** The value of the `# syntax=` directive. */
  readonly syntax: string | null;
  readonly instructions: readonly Instruction[];
  /** Whole-line comments, without those inside here-documents; for ignore comments. */
  readonly comments: readonly Span[];
  /** What BuildKit would refuse. */
  readonly problems: readonly SyntaxProblem[];
}
