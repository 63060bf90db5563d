import facts from '../knowledge/data/shell-syntax.json' with { type: 'json' };
import type { ShellFact } from '../knowledge/types.ts';
import { atLeast } from './implicit-exec.ts';
import { parseShell } from './parse.ts';
import type { CommandList, ShellMistake, ShellProgram } from './syntax.ts';
import { type Feature, type Use, usedSyntax } from './used-syntax.ts';

/** How a shell gets its text: `-c`, a script file, `eval`, or a file that it reads with `.`. */
export type TextKind = 'text' | 'script' | 'eval' | 'file';

interface Habits {
  /** The status with which it ends. */
  readonly status: number;
  /** Whether a mistake in what `eval` is given, or in a file read with `.`, ends it. */
  readonly evalEnds: boolean;
  readonly fileEnds: boolean;
  /** What it reads as a whole before it runs anything of it. */
  readonly readsWhole?: readonly string[];
}

/** What shells do at a mistake; for one that is not known, what most of them do. */
export function habitsOf({ implementation }: Pick<ShellFact, 'implementation'>): Habits {
  const known: Readonly<Record<string, Habits>> = facts.mistakes;
  return known[implementation] ?? facts.mistakes.bash;
}

/**
 * What a shell runs of a program: it reads one complete command after the other, up to the line in which it finds a
 * mistake. What is a mistake differs: `knowledge/data/shell-syntax.json`.
 *
 * @param options `extglob`: bash was started with `-O extglob`.
 */
export function readProgram(
  program: ShellProgram,
  shell: ShellFact,
  kind: TextKind,
  { extglob = false }: { readonly extglob?: boolean } = {},
): ShellProgram {
  // What runs in a shell that runs already may have been prepared for.
  const mistake = firstMistake(program, shell, extglob || kind === 'eval' || kind === 'file');
  if (!mistake) return program;
  const whole = habitsOf(shell).readsWhole?.includes(kind) ?? false;
  const lines = whole
    ? []
    : [...linesBefore(program, mistake.offset), ...sameLineBefore(program, mistake.offset, shell)];
  // There is more to read behind the last of them, so that it is not taken for the last.
  return { ...program, lines, trailing: '\n\n', errors: [], mistake };
}

/**
 * The first thing in a program that this shell takes for a mistake; null when there is none.
 *
 * @param patterns whether bash may have been told to know `@(a|b)` before it reads the program.
 */
export function firstMistake(program: ShellProgram, shell: ShellFact, patterns = false): ShellMistake | null {
  const [error] = program.errors;
  const knows = patterns || /\bextglob\b|(^|[\s;&|(])(\.|source|eval)\s/m.test(program.text);
  let first: ShellMistake | null = error
    ? { ...errorIn(error.message), offset: error.offset, sure: isSure(error, program.text, shell) }
    : null;
  for (const use of usedSyntax(program)) {
    if (first && use.offset >= first.offset) continue;
    first = mistakeOf(use, shell, knows) ?? first;
  }
  return first;
}

/** What a piece of a program is to this shell; null: nothing that it stumbles over. */
function mistakeOf(use: Use, shell: ShellFact, knowsPatterns: boolean): ShellMistake | null {
  const { offset } = use;
  if ('feature' in use) {
    const { feature } = use;
    const what = `${feature}, which ${shell.implementation} does not know`;
    if (isRefused(feature, shell)) return { what, offset, sure: true };
    const untold = shell.implementation === 'bash' && feature === '`@(a|b)`' && !knowsPatterns;
    return untold ? { what: `${feature}, which bash knows only with \`extglob\``, offset, sure: true } : null;
  }
  if ('split' in use) {
    const splits = facts.functionOnLineAbove.by.includes(shell.implementation);
    return splits
      ? { what: `${use.split}, which ${shell.implementation} does not know`, offset, sure: false }
      : null;
  }
  const { lets, mayRun } = facts.backquotes;
  const inSubstitution = errorIn(use.error);
  if (!use.backquoted) {
    // bash before 5.2 looks for the end of `$(…)` alone, and reads it when it runs.
    const reads = shell.implementation !== 'bash' || atLeast(shell.version, 5, 2) === true;
    return { ...inSubstitution, offset, sure: reads && isAlwaysError(use.error, shell) };
  }
  if (lets.includes(shell.implementation)) return null;
  const sure = !mayRun.includes(shell.implementation) && isAlwaysError(use.error, shell);
  return { ...inSubstitution, offset, sure };
}

function errorIn(message: string): Pick<ShellMistake, 'what'> {
  return { what: `a syntax error (${message})` };
}

/** Whether a shell stumbles over what the parser does, too. */
function isSure(
  { message, offset }: ShellProgram['errors'][number],
  text: string,
  shell: ShellFact,
): boolean {
  if (!isAlwaysError(message, shell)) return false;
  // To these `[[` is a command like others.
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return !(facts.noDoubleBrackets.by.includes(shell.implementation) && line.includes('[['));
}

function isAlwaysError(message: string, { implementation }: ShellFact): boolean {
  const accepted: Readonly<Record<string, { readonly by: readonly string[] }>> = facts.accepted;
  if (accepted[message]?.by.includes(implementation)) return false;
  return implementation !== 'zsh' || message in facts.refusedByZsh;
}

/** The lines that are complete before an offset; of what a mistake leaves open the parser may make lines of its own. */
function linesBefore({ text, lines }: ShellProgram, offset: number): readonly CommandList[] {
  const textOf = (index: number): string =>
    text.slice(lines[index]?.span.start, Math.min(lines[index + 1]?.span.start ?? offset, offset));
  const complete = lines.filter(({ span }) => text.slice(span.end, offset).includes('\n'));
  let count = complete.length;
  while (count > 0 && isOpen(textOf(count - 1))) count -= 1;
  return complete.slice(0, count);
}

/** What of the line with the mistake runs, too: what `;` parts from it, in dash before 0.5.10 and busybox before 1.27. */
function sameLineBefore(
  { text, lines }: ShellProgram,
  offset: number,
  { implementation, version }: ShellFact,
): readonly CommandList[] {
  const isOld =
    (implementation === 'dash' && /^0\.5\.\d(\.|$)/.test(version ?? '')) ||
    (implementation === 'busybox ash' && atLeast(version, 1, 27) === false);
  const line = lines.find(
    ({ span }) => span.start < offset && !text.slice(span.start, offset).includes('\n'),
  );
  if (!isOld || !line || isOpen(text.slice(line.span.start, offset))) return [];
  const items = line.items.filter(({ node }) => node.span.end <= offset);
  return [{ ...line, items, span: { start: line.span.start, end: offset } }];
}

function isOpen(text: string): boolean {
  return parseShell(text).errors.length > 0;
}

/** Whether this shell refuses a feature as a syntax error. */
function isRefused(feature: Feature, shell: ShellFact): boolean {
  const fact: { readonly by: readonly string[]; readonly busyboxBefore?: readonly number[] } =
    facts.refused[feature];
  if (fact.by.includes(shell.implementation)) return true;
  const [major = 0, minor = 0] = fact.busyboxBefore ?? [];
  return (
    shell.implementation === 'busybox ash' &&
    fact.busyboxBefore !== undefined &&
    atLeast(shell.version, major, minor) === false
  );
}

/** Whether a process substitution stands anywhere in a program. */
export function hasProcessSubstitution(program: ShellProgram): boolean {
  for (const use of usedSyntax(program))
    if ('feature' in use && use.feature === 'process substitution') return true;
  return false;
}
