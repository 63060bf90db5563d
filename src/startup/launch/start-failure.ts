import type { ShellSource } from '../evaluate/shell-state.ts';

/** Why the kernel does not start a script, or the interpreter does not get it to run. */
export interface StartFailure {
  readonly kind: 'no-shebang' | 'carriage-return' | 'not-executable' | 'no-interpreter';
  /** The script, as sentences name it. */
  readonly name: string;
  /** Where its text stands. */
  readonly source: ShellSource;
  /** The script's path in the image. */
  readonly path: string;
  /** The interpreter that its `#!` line names; null without one. */
  readonly interpreter: string | null;
}

/** What an executed text file says of itself. */
export interface ScriptText {
  readonly name: string;
  readonly text: string;
  readonly source: ShellSource;
  /** Null or absent: not known. */
  readonly executable?: boolean | null | undefined;
}

/** What the kernel makes of a text file that is executed. */
export type ScriptStart =
  /** The words before the script's own path. */
  | { readonly interpreter: readonly string[] }
  /** It takes a shell that runs it itself. */
  | { readonly interpreter: null }
  | { readonly failure: StartFailure };

/**
 * How a text file starts when it is executed.
 *
 * @param byShell whether a shell executes it, which runs a file without `#!` itself.
 */
export function scriptStart(script: ScriptText, path: string, byShell: boolean): ScriptStart {
  const interpreter = shebang(script.text);
  const failure = (kind: StartFailure['kind'], named = interpreter?.[0] ?? null): ScriptStart => ({
    failure: { kind, name: script.name, source: script.source, path, interpreter: named },
  });
  if (script.executable === false) return failure('not-executable');
  if (interpreter?.some((word) => word.endsWith('\r'))) return failure('carriage-return');
  // `echo '#!/bin/sh\nexec app'` in a shell whose echo knows no escapes: the path goes on behind the backslash.
  if (interpreter?.[0]?.includes('\\')) return failure('no-interpreter', null);
  if (interpreter) return { interpreter: splitEnv(interpreter) };
  return byShell ? { interpreter: null } : failure('no-shebang');
}

/** Whether every line of a text ends in a carriage return, so that no shell understands it. */
export function hasCarriageReturns(text: string): boolean {
  return text.includes('\r\n') && !/(^|[^\r])\n/.test(text);
}

const sentences: Readonly<Record<StartFailure['kind'], string>> = {
  'no-shebang': 'has no #! line, so the kernel cannot run it ("exec format error")',
  'carriage-return': 'has carriage returns at the ends of its lines, which no shell understands',
  'not-executable': 'is not executable ("permission denied")',
  'no-interpreter': 'needs an interpreter that the image does not have ("no such file or directory")',
};

/** A start failure as a sentence. */
export function failureText({ kind, name }: StartFailure): string {
  return `${name} ${sentences[kind]}`;
}

/** The interpreter and its one argument, as the kernel splits them; null without a `#!` line. */
function shebang(text: string): readonly string[] | null {
  const line = /^#![ \t]*([^ \t\n]+)(?:[ \t]+([^\n]*?))?[ \t]*(?:\n|$)/.exec(text);
  if (!line) return null;
  return line[2] ? [line[1] as string, line[2]] : [line[1] as string];
}

/** `env -S 'bash -e'` splits its one argument into words. */
function splitEnv(words: readonly string[]): readonly string[] {
  const match = /^(?:-S|--split-string=?)[ \t]*(.*)$/.exec(words[1] ?? '');
  return match ? [words[0] as string, ...(match[1] as string).split(/[ \t]+/)] : words;
}
