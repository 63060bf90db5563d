import type { ByDesign } from './program-data.ts';
import type { TextShell } from './started.ts';

/**
 * What a program that starts another one does with a signal that reaches it:
 * - `child`, `group`, `everyone`: passes it on to its child, its child's process group, all below it.
 * - `everyone-as-pid-1`: as PID 1 to all below it, elsewhere to its child.
 * - `nobody`: it has no handler, so the kernel's default action applies, which PID 1 does not have.
 * - `ignores`: it goes on, and nobody below hears of it.
 * - `ends`: it ends, and nobody below hears of it.
 * - `unknown`: not measured and not documented.
 */
export type Passing =
  | 'child'
  | 'group'
  | 'everyone'
  | 'everyone-as-pid-1'
  | 'nobody'
  | 'ignores'
  | 'ends'
  | 'unknown';

/**
 * What becomes of the process that is the starter:
 * - `program`: it is replaced by what it starts (exec).
 * - `stays`: it waits above it.
 * - `leaves`: it ends and leaves the program running.
 * - `leader`: it leaves when it leads its process group, as PID 1 and the child of an init do, else it is replaced.
 * - `waiting-leader`: likewise, but instead of leaving it waits.
 */
export type Becomes = 'program' | 'stays' | 'leaves' | 'leader' | 'waiting-leader';

/** How a starter's words say what it starts. */
export interface Takes {
  /** Options whose value is the next word, or stands after `=` or the letter. */
  readonly values?: readonly string[];
  /** Words between the options and the program. */
  readonly operands?: number;
  /** `NAME=value` words may stand before the program. */
  readonly assignments?: boolean;
  /** A word that is an operand elsewhere and an option here (`su -`). */
  readonly flags?: readonly string[];
  /** Options may also stand behind operands. */
  readonly permutes?: boolean;
  /** Paths at which it is built with musl, whose getopt never permutes. */
  readonly strictAt?: readonly string[];
  /** Options that bring a text for a shell. */
  readonly text?: readonly string[];
  /** Options whose value is words, split at blanks. */
  readonly split?: readonly string[];
  /** Options whose value is the program; its arguments stand behind `--`. */
  readonly program?: readonly string[];
  /**
   * What the words are: those of the program (default), one text, a text each, names of scripts, or of what a file
   * lists, or the folder of a service or of several.
   */
  readonly inner?: 'words' | 'text' | 'texts' | 'scripts' | 'listed' | 'files' | 'folder' | 'unseen';
  /** Beside that it starts services, where the image is seen to have some. */
  readonly beside?: boolean;
  /** As `text`, but only behind the operands that stand before the program (`flock FILE -c TEXT`). */
  readonly textBehind?: readonly string[];
  /** Options that name the folder, and the file, in which it looks up what it starts. */
  readonly folder?: readonly string[];
  readonly file?: readonly string[];
  /** A script that the project does not name is a command (`yarn next start`). */
  readonly elseCommand?: boolean;
  /** What it puts in front of a text. */
  readonly prefix?: string;
  /**
   * Which shell runs a text: /bin/sh, the user's login shell, or its own; `direct`: none for plain words,
   * else /bin/sh; `none`: none at all.
   */
  readonly shell?: TextShell | 'login';
  /** Options with which it stays in the foreground, whatever its file says. */
  readonly foreground?: readonly string[];
  /**
   * First operand → what stands behind it: `words`, `named` (it is itself a script's name), `next` (a script's
   * name), `either` (likewise, or else those of the program), `here` (it is the program's first word), `listed` (all that a file lists, or those that are named),
   * `unseen` (something that the words do not name), `ends` (nothing: it does its work and ends), `itself`
   * (nothing: it is no wrapper here).
   */
  readonly subcommands?: Readonly<Record<string, Subcommand>>;
  /** For a first operand that `subcommands` does not list. */
  readonly otherwise?: Subcommand;
  /** For a first operand whose value is not known; absent: what it starts cannot be told. */
  readonly open?: Subcommand;
  /** What `subcommands` lists may be any of the operands, as the goals of a build tool are. */
  readonly anywhere?: true;
  /** What it starts without any operand; `itself`: it is then known as a program. */
  readonly alone?: 'unseen' | 'ends' | 'listed' | 'itself';
  /** Options with which nothing is started for long, or not what the words say. */
  readonly refuse?: readonly string[];
}

export type Subcommand =
  | 'words'
  | 'either'
  | 'named'
  | 'next'
  | 'here'
  | 'listed'
  | 'unseen'
  | 'ends'
  | 'itself';

/** What a starter does, all of which an option can change. */
export interface StarterBehaviour {
  readonly becomes: Becomes;
  /** For signals that `signals` does not name. */
  readonly forwards?: Passing;
  readonly signals?: Readonly<Record<string, Passing>>;
  /** It ends without waiting for its child once it has passed a signal on: always, or where it is not PID 1. */
  readonly hurries?: boolean | 'below-init';
  /** It waits for everything below it, orphans too: always, or as PID 1, to which they come. */
  readonly waitsForAll?: boolean | 'as-pid-1';
  /** Signals that it passes on as another one. */
  readonly sends?: Readonly<Record<string, string>>;
  /** Seconds after which it kills what is below it; null or absent: it waits for ever. */
  readonly grace?: number | null;
  readonly reaps?: boolean;
  /** What it starts is found, or works, only with what it sets up: an environment's programs, a display. */
  readonly provides?: boolean;
  /** What it starts runs as another user than root. */
  readonly switchesUser?: boolean;
  /** It makes a process group of itself and what it runs. */
  readonly leads?: boolean;
  readonly takes?: Takes;
}

/** An option, variable or subcommand that changes what a starter does. */
export interface StarterMode {
  /** First operands. */
  readonly subcommands?: readonly string[];
  readonly options?: readonly string[];
  /** Variables, with the value that counts; null: any. */
  readonly env?: Readonly<Record<string, string | null>>;
  readonly set: Partial<StarterBehaviour>;
}

/** Versions that behave in another way than the entry says of most. */
export interface StarterVersions {
  /** The first of them; absent: from the beginning. */
  readonly from?: string;
  /** The first that is none of them; absent: to the newest. */
  readonly below?: string;
  /** One of them, that stands for all where the version is not known; absent: they count only where it is. */
  readonly like?: string;
  readonly set: Partial<StarterBehaviour>;
}

/** An entry of `inits.json` or `wrappers.json`. */
export interface StarterEntry extends StarterBehaviour {
  readonly names: readonly string[];
  readonly kind: 'init' | 'supervisor' | 'wrapper';
  /** It is PID 1 by design. */
  readonly pid1?: ByDesign;
  readonly modes?: readonly StarterMode[];
  /** What it does is known where it is a script that a project brings (`gradlew`), and that is not read. */
  readonly knownScript?: boolean;
  /** The version that stands for those of which the entry itself speaks, where `versions` differ. */
  readonly like?: string;
  readonly versions?: readonly StarterVersions[];
  /** Options with `from:to`, which change the signal that is passed on. */
  readonly rewrite?: readonly string[];
  /** `measured: …` or `documentation: …` or `source: …`. */
  readonly source: string;
}
