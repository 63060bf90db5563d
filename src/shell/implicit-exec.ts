import type { ShellFact } from '../knowledge/types.ts';
import type { CommandList, ShellNode, ShellProgram } from './syntax.ts';

/** How a shell process came to run its code: decides where it may replace itself. */
export type ShellEntry = 'command-string' | 'script' | ForkedEntry;

/** Why a shell forked itself. */
export type ForkedEntry = 'subshell' | 'background' | 'pipeline-member' | 'substitution';

/**
 * The commands by which a shell replaces itself although nobody wrote `exec`, as long as no trap is set.
 * `maybe`: it was not worked out for this shell or version. A node that is absent: the shell stays.
 */
export type ReplacementSites = ReadonlyMap<ShellNode, 'replaces' | 'maybe'>;

type Certainty = 'replaces' | 'maybe';
type Sites = Map<ShellNode, Certainty>;

/**
 * Where a shell replaces itself in the code it was given. The logic of each shell, and the measured
 * forms behind it, are in `knowledge/SHELLS.md`.
 *
 * @param code what the process runs: a whole program for `-c` text and scripts, a node for a forked shell.
 */
export function replacementSites(
  code: ShellProgram | CommandList | ShellNode,
  entry: ShellEntry,
  shell: ShellFact,
): ReplacementSites {
  const sites: Sites = new Map();
  if (entry === 'script') return sites;
  const rules = shellRules(shell);
  if (!('lines' in code)) {
    rules.forked(code, sites, entry);
    return sites;
  }
  const last = code.lines.at(-1);
  if (last) rules.commandString(last, code, sites);
  return sites;
}

interface ShellRules {
  /** The last complete command of `-c` text. */
  readonly commandString: (last: CommandList, program: ShellProgram, sites: Sites) => void;
  /** Code that a forked shell runs. */
  readonly forked: (code: CommandList | ShellNode, sites: Sites, entry: ShellEntry) => void;
}

function shellRules(shell: ShellFact): ShellRules {
  switch (shell.implementation) {
    case 'dash':
      return shell.build === 'debian' ? debianDash : almquist('replaces', false);
    case 'busybox ash': {
      const since128 = atLeast(shell.version, 1, 28);
      if (since128 === false) return debianDash;
      return almquist(since128 === true ? 'replaces' : 'maybe', false);
    }
    case 'bash':
      return bashRules(shell.version);
    case 'mksh':
      return mksh;
    case 'zsh':
      return almquist('replaces', true);
    case 'ksh93':
    case 'yash':
      return uncertain;
    default:
      return never;
  }
}

/** Whether a version is at least major.minor; null when it is not known. */
export function atLeast(version: string | null, major: number, minor: number): boolean | null {
  const match = /^(\d+)\.(\d+)/.exec(version ?? '');
  if (!match) return null;
  const [, a, b] = match.map(Number) as [number, number, number];
  return a > major || (a === major && b >= minor);
}

const never: ShellRules = { commandString: () => {}, forked: () => {} };

/**
 * The Almquist family passes an "exit after this" flag down to the last command: through lists,
 * branches and groups without redirections, into a subshell that then needs no process of its own.
 */
function almquist(certainty: Certainty, atAnyEnd: boolean): ShellRules {
  return {
    commandString: (last, program, sites) => {
      if (program.endsAtEnd || atAnyEnd) almquistTail(last, sites, certainty);
    },
    forked: (code, sites) => almquistTail(code, sites, certainty === 'maybe' ? 'replaces' : certainty),
  };
}

/** Debian's patch takes the flag from `-c` text, and from nothing else. */
const debianDash: ShellRules = {
  commandString: () => {},
  forked: (code, sites) => almquistTail(code, sites, 'replaces'),
};

function almquistTail(node: CommandList | ShellNode, sites: Sites, certainty: Certainty): void {
  switch (node.kind) {
    case 'list': {
      const last = node.items.at(-1);
      if (last && !last.background) almquistTail(last.node, sites, certainty);
      return;
    }
    case 'and-or': {
      const last = node.rest.at(-1);
      if (last) almquistTail(last.node, sites, certainty);
      return;
    }
    case 'group':
      if (node.redirects.length === 0) almquistTail(node.body, sites, certainty);
      return;
    case 'subshell':
      sites.set(node, certainty);
      if (node.redirects.length === 0) almquistTail(node.body, sites, certainty);
      return;
    case 'if':
      if (node.redirects.length > 0) return;
      for (const { body } of node.branches) almquistTail(body, sites, certainty);
      if (node.otherwise) almquistTail(node.otherwise, sites, certainty);
      return;
    case 'case':
      if (node.redirects.length > 0) return;
      for (const { body } of node.items) almquistTail(body, sites, certainty);
      return;
    case 'simple':
      sites.set(node, certainty);
      return;
  }
}

/** bash looks at the shape of the last command only: see `knowledge/SHELLS.md`. */
function bashRules(version: string | null): ShellRules {
  const since = (major: number, minor: number): Certainty | null => {
    const answer = atLeast(version, major, minor);
    if (answer === null) return 'maybe';
    return answer ? 'replaces' : null;
  };
  const lists = since(4, 4);
  const sequences = since(5, 1);

  const commandString = (last: CommandList, sites: Sites): void => {
    const item = last.items.at(-1);
    if (!item || item.background) return;
    if (last.items.length === 1) {
      if (item.node.kind === 'simple') setBash(item.node, sites, 'replaces');
      else if (item.node.kind === 'and-or') setBash(item.node.rest.at(-1)?.node, sites, lists);
      return;
    }
    if (last.items.at(-2)?.background) return;
    setBash(item.node, sites, sequences);
  };

  const forked = (code: CommandList | ShellNode, sites: Sites): void => {
    if (code.kind === 'simple') setBash(code, sites, 'replaces');
    else if (code.kind === 'and-or') setBash(code.rest.at(-1)?.node, sites, lists);
    else if (code.kind === 'subshell' && code.redirects.length === 0) commandString(code.body, sites);
    else if (code.kind === 'list') commandString(code, sites);
  };

  return { commandString: (last, _program, sites) => commandString(last, sites), forked };
}

function setBash(node: ShellNode | undefined, sites: Sites, certainty: Certainty | null): void {
  if (node?.kind !== 'simple' || node.redirects.length > 0 || certainty === null) return;
  sites.set(node, certainty);
}

/** mksh replaces itself by a lone command of plain words. */
const mksh: ShellRules = {
  commandString: (last, program, sites) => {
    const item = last.items[0];
    if (program.lines.length !== 1 || last.items.length !== 1 || !item || item.background) return;
    const node = item.node;
    if (node.kind !== 'simple' || node.redirects.length > 0 || node.assignments.length > 0) return;
    const literal = node.words.every((word) => word.parts.every((part) => part.kind === 'literal'));
    if (literal) sites.set(node, 'replaces');
  },
  forked: (code, sites) => almquistTail(code, sites, 'replaces'),
};

/** A shell whose logic was not worked out: what may replace it, may. */
const uncertain: ShellRules = {
  commandString: (last, _program, sites) => almquistTail(last, sites, 'maybe'),
  forked: (code, sites) => almquistTail(code, sites, 'replaces'),
};
