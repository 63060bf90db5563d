import type { ShellFact } from '../knowledge/types.ts';
import { type CommandList, literalWord, type ShellNode, type ShellProgram, type Subshell } from './syntax.ts';

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
  if (!last) return sites;
  if (entry === 'command-string') rules.commandString(last, code, sites);
  else rules.forked(last, sites, entry);
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
      return shell.build === 'debian' ? debianDash : almquist('replaces');
    case 'busybox ash': {
      const since128 = atLeast(shell.version, 1, 28);
      if (since128 === false) return debianDash;
      return almquist(since128 === true ? 'replaces' : 'maybe');
    }
    case 'bash':
      return bashRules(shell.version);
    case 'mksh':
      return mksh;
    case 'zsh':
      return zsh;
    case 'ksh93':
    case 'yash':
      return lonePlainCommand;
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

/** bash 5.0, whose signals, traps and jobs go ways of their own; false where the version is not known. */
export function isBash50({ implementation, version }: ShellFact): boolean {
  return implementation === 'bash' && atLeast(version, 5, 0) === true && atLeast(version, 5, 1) === false;
}

/** Shells whose logic was not worked out: that they replace themselves by a lone command was measured. */
const lonePlainCommand: ShellRules = {
  commandString: (last, program, sites) => {
    const only = program.lines.length === 1 && last.items.length === 1 ? last.items[0] : undefined;
    const node = only && !only.background ? only.node : undefined;
    if (node?.kind === 'simple' && node.redirects.length === 0 && program.trailing === '') {
      const name = node.words[0] ? literalWord(node.words[0]) : null;
      sites.set(node, name === 'command' ? 'maybe' : 'replaces');
    } else tail(last, sites, 'maybe', 'plain');
  },
  forked: (code, sites) => tail(code, sites, 'replaces', 'plain'),
};

const never: ShellRules = { commandString: () => {}, forked: () => {} };

/**
 * The Almquist family passes an "exit after this" flag down to the last command: through lists,
 * branches and groups without redirections, into a subshell that then needs no process of its own.
 */
function almquist(certainty: Certainty): ShellRules {
  return {
    commandString: (last, program, sites) => {
      if (!program.trailing.includes('\n')) tail(last, sites, certainty, 'plain');
    },
    forked: (code, sites) => tail(unredirected(code), sites, 'replaces', 'plain'),
  };
}

/** Redirections of the whole of what a forked shell runs are no hindrance: it makes them itself. */
function unredirected(code: CommandList | ShellNode): CommandList | ShellNode {
  return 'redirects' in code && code.kind !== 'simple' && code.kind !== 'subshell'
    ? { ...code, redirects: [] }
    : code;
}

/** Debian's patch takes the flag from `-c` text, and from nothing else. */
const debianDash: ShellRules = {
  commandString: () => {},
  forked: (code, sites) => tail(unredirected(code), sites, 'replaces', 'plain'),
};

/** zsh does as the Almquist family does, also at a newline, through redirections and out of `for`. */
const zsh: ShellRules = {
  commandString: (last, _program, sites) => tail(last, sites, 'replaces', 'redirected'),
  forked: (code, sites) => tail(code, sites, 'replaces', 'redirected'),
};

/** Marks the commands that may end up last in a piece of code. `through`: which compounds let the flag pass. */
function tail(
  node: CommandList | ShellNode,
  sites: Sites,
  certainty: Certainty,
  through: 'plain' | 'redirected',
): void {
  const stops = 'redirects' in node && node.redirects.length > 0 && through === 'plain';
  switch (node.kind) {
    case 'list': {
      const last = node.items.at(-1);
      if (last && !last.background) tail(last.node, sites, certainty, through);
      return;
    }
    case 'and-or': {
      const last = node.rest.at(-1);
      if (last) tail(last.node, sites, certainty, through);
      return;
    }
    case 'group':
      if (!stops || isLoneSubshell(node.body)) tail(node.body, sites, certainty, through);
      return;
    case 'subshell':
      sites.set(node, certainty);
      tail(node.body, sites, certainty, through);
      return;
    case 'if':
      if (stops) return;
      for (const { body } of node.branches) tail(body, sites, certainty, through);
      if (node.otherwise) tail(node.otherwise, sites, certainty, through);
      return;
    case 'case':
      if (stops) return;
      for (const { body } of node.items) tail(body, sites, certainty, through);
      return;
    case 'loop':
      if (through === 'redirected' && node.type === 'for') tail(node.body, sites, 'maybe', through);
      return;
    case 'simple':
      sites.set(node, certainty);
      return;
  }
}

/** `{ ( … ); } > file`: the redirection is taken for one of the subshell's own. */
function isLoneSubshell({ items }: CommandList): boolean {
  const [only, ...more] = items;
  return only !== undefined && more.length === 0 && !only.background && only.node.kind === 'subshell';
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
    const node = withoutDoubleNegation(item.node);
    if (last.items.length === 1) {
      if (node.kind === 'simple') set(node, sites, 'replaces');
      else if (node.kind === 'and-or') set(node.rest.at(-1)?.node, sites, lists);
      return;
    }
    if (last.items.at(-2)?.background) return;
    set(node, sites, sequences);
  };

  /**
   * Inside `( )` it does so since 5.2 for every list that ends in a simple command without redirections;
   * for a lone command, redirected or not, and a lone `( )` it always did.
   */
  const parentheses = ({ body }: Subshell, sites: Sites): void => {
    const item = body.items.at(-1);
    if (!item || item.background || body.items.at(-2)?.background) return;
    const single = body.items.length === 1;
    const last = single && item.node.kind === 'and-or' ? item.node.rest.at(-1)?.node : item.node;
    const certainty = single && last === item.node ? 'replaces' : since(5, 2);
    if (certainty === null || !last) return;
    const alone = single && last === item.node;
    if (last.kind === 'simple' && (alone || last.redirects.length === 0)) sites.set(last, certainty);
    if (last.kind !== 'subshell' || !alone) return;
    sites.set(last, certainty);
    parentheses(last, sites);
  };

  const forked = (code: CommandList | ShellNode, sites: Sites, entry: ShellEntry): void => {
    if (code.kind === 'simple') set(code, sites, 'replaces');
    else if (code.kind === 'subshell') parentheses(code, sites);
    if (entry !== 'substitution' || since(5, 0) === null) return;
    if (code.kind === 'list') commandString(code, sites);
  };

  const set = (node: ShellNode | undefined, sites: Sites, certainty: Certainty | null): void => {
    if (node?.kind !== 'simple' || node.redirects.length > 0 || certainty === null) return;
    const name = node.words[0] ? literalWord(node.words[0]) : null;
    if (name === 'builtin') return;
    if (name === 'command' && since(5, 0) === null) return;
    // Builds of 5.0 were measured both ways.
    sites.set(node, name === 'command' && since(5, 1) !== 'replaces' ? 'maybe' : certainty);
  };

  return {
    commandString: (last, program, sites) => {
      // It looks for more to read after the newline that ends the command: even a blank line is more.
      if (!/\n[\s\S]/.test(program.trailing)) commandString(last, sites);
    },
    forked,
  };
}

/** `! ! app` is `app` to bash. */
function withoutDoubleNegation(node: ShellNode): ShellNode {
  const only = node.kind === 'pipeline' && node.members.length === 1 ? node.members[0] : undefined;
  return only && node.kind === 'pipeline' && !node.negated && !node.timed ? only : node;
}

/** mksh replaces itself by a text without a single character that means something to it. */
const mksh: ShellRules = {
  commandString: (last, program, sites) => {
    const node = last.items[0]?.node;
    if (node?.kind !== 'simple' || !/^[\w./ +,:%@-]*$/.test(program.text)) return;
    sites.set(node, /^[\w./ -]*$/.test(program.text) ? 'replaces' : 'maybe');
  },
  // A forked shell gives way to a lone command, and waits for the last one of a list like for any other.
  forked: (code, sites) => lone(code, sites),
};

function lone(node: CommandList | ShellNode, sites: Sites): void {
  if (node.kind === 'list') {
    const only = node.items.length === 1 ? node.items[0] : undefined;
    if (only && !only.background) lone(only.node, sites);
  } else if (node.kind === 'subshell') {
    sites.set(node, 'replaces');
    lone(node.body, sites);
  } else if (node.kind === 'simple') sites.set(node, 'replaces');
}
