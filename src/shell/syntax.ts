import type { Span } from '../text/span.ts';

/**
 * Shell text as a small tree that says what runs in which order. Spans are offsets into the text that
 * was parsed. Nothing here knows which shell runs it: `implicit-exec.ts` and `startup/` do.
 */
export interface ShellProgram {
  readonly text: string;
  /**
   * The complete commands, as a shell reads them from `-c` text or a file: one after the other, each
   * run before the next is parsed. A newline ends one; `;` and `&` do not.
   */
  readonly lines: readonly CommandList[];
  /**
   * The text after the last command, continuations removed: whether a shell takes the command for the
   * last one depends on what it still has to read.
   */
  readonly trailing: string;
  /** What could not be parsed; the tree then holds what was understood. */
  readonly errors: readonly ShellSyntaxError[];
  /** What a shell stumbles over behind the lines. */
  readonly mistake?: ShellMistake;
}

/** Something in a text that a shell cannot read: it runs nothing from that line on. */
export interface ShellMistake {
  /** As sentences name it. */
  readonly what: string;
  readonly offset: number;
  /** Whether this shell was seen to refuse it; if not, it is not known what it does. */
  readonly sure: boolean;
}

export interface ShellSyntaxError {
  readonly message: string;
  readonly offset: number;
}

/** Commands joined by `;`, `&` or, inside a compound command, newlines. */
export interface CommandList {
  readonly kind: 'list';
  readonly items: readonly ListItem[];
  readonly span: Span;
}

export interface ListItem {
  readonly node: ShellNode;
  /** Ended by `&`: runs in the background. */
  readonly background: boolean;
}

export type ShellNode =
  | SimpleCommand
  | Pipeline
  | AndOr
  | Group
  | Subshell
  | If
  | Case
  | Loop
  | FunctionDefinition
  | ShellTest
  | Unsupported;

export interface SimpleCommand {
  readonly kind: 'simple';
  readonly span: Span;
  readonly assignments: readonly Assignment[];
  readonly words: readonly Word[];
  readonly redirects: readonly Redirect[];
}

export interface Assignment {
  readonly name: string;
  /** Null for an array. */
  readonly value: Word | null;
  /** The index of `name[index]=value`. */
  readonly index?: Word;
  /** The words of `name=(…)`. */
  readonly elements?: readonly Word[];
  readonly append: boolean;
}

export interface Redirect {
  readonly operator: string;
  readonly descriptor: number | null;
  readonly target: Word | null;
  /** For a here-document: its body. */
  readonly document: HereDocument | null;
  readonly span: Span;
}

/** The body of a here-document as it stands in the text. */
export interface HereDocument {
  readonly span: Span;
  /** The delimiter was quoted: nothing in the body is expanded. */
  readonly quoted: boolean;
  /** Written `<<-`: tabs at the starts of lines do not count. */
  readonly dropsTabs: boolean;
}

/** `a | b`; also a single command after `!` or `time`. */
export interface Pipeline {
  readonly kind: 'pipeline';
  readonly span: Span;
  readonly members: readonly ShellNode[];
  /** Written with `|&` somewhere. */
  readonly joinsErrors: boolean;
  readonly negated: boolean;
  /** How many `!` stand before it. */
  readonly negations: number;
  readonly timed: boolean;
}

/** `a && b || c`, from left to right. */
export interface AndOr {
  readonly kind: 'and-or';
  readonly span: Span;
  readonly first: ShellNode;
  readonly rest: readonly { readonly operator: '&&' | '||'; readonly node: ShellNode }[];
}

export interface Group {
  readonly kind: 'group';
  readonly span: Span;
  readonly body: CommandList;
  readonly redirects: readonly Redirect[];
}

export interface Subshell {
  readonly kind: 'subshell';
  readonly span: Span;
  readonly body: CommandList;
  readonly redirects: readonly Redirect[];
}

export interface If {
  readonly kind: 'if';
  readonly span: Span;
  readonly branches: readonly { readonly condition: CommandList; readonly body: CommandList }[];
  readonly otherwise: CommandList | null;
  readonly redirects: readonly Redirect[];
}

export interface Case {
  readonly kind: 'case';
  readonly span: Span;
  readonly word: Word;
  readonly items: readonly CaseItem[];
  readonly redirects: readonly Redirect[];
}

export interface CaseItem {
  readonly patterns: readonly Word[];
  readonly body: CommandList;
  /** `;&` goes on with the next body, `;;&` with the next match. */
  readonly end: ';;' | ';&' | ';;&';
}

export interface Loop {
  readonly kind: 'loop';
  readonly span: Span;
  readonly type: 'while' | 'until' | 'for' | 'select' | 'arithmetic-for';
  /** For while and until. */
  readonly condition: CommandList | null;
  /** For `for` and `select`: the variable and its words; null words mean `"$@"`. */
  readonly variable: string | null;
  readonly words: readonly Word[] | null;
  /** `for ((;;))`, which has no condition that could end it. */
  readonly endless: boolean;
  readonly body: CommandList;
  readonly redirects: readonly Redirect[];
}

export interface FunctionDefinition {
  readonly kind: 'function';
  readonly span: Span;
  readonly name: string;
  /** Written with the keyword `function`. */
  readonly keyword: boolean;
  readonly body: ShellNode;
}

/** `[[ … ]]` and `(( … ))`. */
export type ShellTest = {
  readonly kind: 'test';
  readonly span: Span;
} /** `grouped`: parentheses stand in it. */ & (
  | { readonly form: '[['; readonly expression: TestExpression; readonly grouped: boolean }
  /** Null where the expression could not be read. */
  | { readonly form: '(('; readonly expression: Word | null }
);

/** What stands inside of `[[ … ]]`. */
export type TestExpression =
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Word }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Word; readonly right: Word }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly TestExpression[] }
  | { readonly kind: 'not'; readonly operand: TestExpression };

/** Something that is understood as syntax but not followed, with the word for it. */
export interface Unsupported {
  readonly kind: 'unsupported';
  readonly span: Span;
  readonly what: string;
}

/** One word before expansion. */
export interface Word {
  readonly span: Span;
  /** As written. */
  readonly source: string;
  readonly parts: readonly WordPart[];
}

export type WordPart =
  | {
      readonly kind: 'literal';
      readonly value: string;
      readonly quoted: boolean;
      /** Written `$'…'`, which not every shell knows. */
      readonly dollar?: true;
    }
  | ParameterPart
  | {
      readonly kind: 'command';
      readonly program: ShellProgram | null;
      /** Written with backquotes. */
      readonly backquoted: boolean;
      readonly quoted: boolean;
    }
  | {
      readonly kind: 'arithmetic';
      readonly quoted: boolean;
      /** The expression as a word; null where it could not be read. */
      readonly expression: Word | null;
    }
  | { readonly kind: 'glob'; readonly text: string }
  | { readonly kind: 'brace'; readonly text: string }
  | { readonly kind: 'tilde'; readonly text: string }
  | { readonly kind: 'process'; readonly operator: '<' | '>'; readonly program: ShellProgram | null };

export interface ParameterPart {
  readonly kind: 'parameter';
  readonly name: string;
  /** `${#name}` is `#`, `${!name}` is `!`. */
  readonly prefix: '#' | '!' | null;
  /** `:-`, `#`, `/`, … and its operand; null for a plain `$name`. */
  readonly operator: string | null;
  readonly operand: Word | null;
  /** `${name[index]}`; `name` then holds the brackets, too. */
  readonly index?: Word;
  /** What `${name/pattern/replacement}` puts in the place of its operand. */
  readonly replacement?: Word;
  /** Offset and length of `${name:offset:length}`, as arithmetic; null: not given. */
  readonly slice?: { readonly offset: Word | null; readonly length: Word | null };
  readonly quoted: boolean;
}

/** The word's text when no expansion of any kind happens to it; null otherwise. */
export function literalWord(word: Word): string | null {
  let value = '';
  for (const part of word.parts) {
    if (part.kind !== 'literal') return null;
    value += part.value;
  }
  return value;
}
