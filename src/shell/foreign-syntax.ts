import type { ShellFact } from '../knowledge/types.ts';
import { atLeast } from './implicit-exec.ts';
import type { CommandList, Redirect, ShellNode, ShellProgram, Word } from './syntax.ts';

/** Syntax of bash that another shell stumbles over. */
export interface ForeignSyntax {
  readonly what: string;
  readonly offset: number;
}

type Feature = '! !' | 'process substitution' | '|&' | '<<<' | 'function NAME' | 'array';

/** The features that a shell refuses as a syntax error; measured, see `knowledge/SHELLS.md`. */
function refused(shell: ShellFact): ReadonlySet<Feature> {
  if (['bash', 'mksh', 'ksh93'].includes(shell.implementation)) return new Set(refusedElsewhere(shell));
  return new Set<Feature>(['! !', ...refusedElsewhere(shell)]);
}

function refusedElsewhere(shell: ShellFact): Iterable<Feature> {
  if (shell.implementation === 'dash') return new Set(['process substitution', '|&', '<<<', 'function NAME']);
  if (shell.implementation === 'mksh') return new Set(['process substitution', '|&']);
  if (shell.implementation === 'ksh93') return new Set(['|&']);
  if (shell.implementation !== 'busybox ash') return new Set();
  const old = atLeast(shell.version, 1, 34) === false;
  const veryOld = atLeast(shell.version, 1, 25) === false;
  const always: Feature[] = ['|&', '<<<'];
  return new Set<Feature>([
    ...always,
    ...(old ? ['process substitution' as const] : []),
    ...(veryOld ? ['function NAME' as const] : []),
  ]);
}

/** The first thing in a program that this shell refuses as a syntax error; null when there is none. */
export function foreignSyntax(program: ShellProgram, shell: ShellFact): ForeignSyntax | null {
  const features = refused(shell);
  if (features.size === 0) return null;
  for (const { feature, offset } of used(program))
    if (features.has(feature)) return { what: feature, offset };
  return null;
}

/** Whether a process substitution stands anywhere in a program. */
export function hasProcessSubstitution(program: ShellProgram): boolean {
  for (const { feature } of used(program)) if (feature === 'process substitution') return true;
  return false;
}

interface Use {
  readonly feature: Feature;
  readonly offset: number;
}

function* used(program: ShellProgram): Generator<Use> {
  for (const line of program.lines) yield* inList(line);
}

function* inList(list: CommandList): Generator<Use> {
  for (const { node } of list.items) yield* inNode(node);
}

function* inNode(node: ShellNode): Generator<Use> {
  if ('redirects' in node) for (const redirect of node.redirects) yield* inRedirect(redirect);
  switch (node.kind) {
    case 'simple':
      for (const word of node.words) yield* inWord(word);
      return;
    case 'pipeline':
      if (node.negations > 1) yield { feature: '! !', offset: node.span.start };
      if (node.joinsErrors) yield { feature: '|&', offset: node.span.start };
      for (const member of node.members) yield* inNode(member);
      return;
    case 'and-or':
      yield* inNode(node.first);
      for (const { node: next } of node.rest) yield* inNode(next);
      return;
    case 'group':
    case 'subshell':
      yield* inList(node.body);
      return;
    case 'if':
      for (const { condition, body } of node.branches) {
        yield* inList(condition);
        yield* inList(body);
      }
      if (node.otherwise) yield* inList(node.otherwise);
      return;
    case 'case':
      for (const { body } of node.items) yield* inList(body);
      return;
    case 'loop':
      if (node.condition) yield* inList(node.condition);
      yield* inList(node.body);
      return;
    case 'function':
      if (node.keyword) yield { feature: 'function NAME', offset: node.span.start };
      yield* inNode(node.body);
      return;
  }
}

function* inRedirect({ operator, target, span }: Redirect): Generator<Use> {
  if (operator === '<<<') yield { feature: '<<<', offset: span.start };
  if (target) yield* inWord(target);
}

function* inWord({ parts, span }: Word): Generator<Use> {
  if (parts.some(({ kind }) => kind === 'process'))
    yield { feature: 'process substitution', offset: span.start };
}
