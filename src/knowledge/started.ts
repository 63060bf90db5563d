import type { Passing, StarterEntry } from './starter-data.ts';

/** What an init or wrapper starts, as far as its own words say it. */
export type Inner =
  /** The words from a place on. */
  | { readonly kind: 'words'; readonly at: number }
  /** Words that were put together. */
  | { readonly kind: 'argv'; readonly argv: readonly string[] }
  /** A text for a shell: `sh`, a path, `login` (that of some user), `login of root`, or `own`. */
  | { readonly kind: 'text'; readonly text: string; readonly shell: string; readonly at: number | null }
  /** A script that a file of the project names (package.json, Makefile, Procfile); null: not at hand. */
  | {
      readonly kind: 'script';
      readonly tool: string;
      readonly name: string;
      readonly text: string | null;
      readonly shell: 'sh' | 'own' | 'direct';
    }
  /** It is no wrapper with these words, but a program. */
  | { readonly kind: 'itself' }
  /** Nothing that lasts. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown'; readonly what: string; readonly because: string };

/** How an init or wrapper that stays deals with signals. */
export interface Forwarding {
  readonly forwards: Passing;
  /** Signals that are dealt with in another way. */
  readonly signals: Readonly<Record<string, Passing>>;
  /** Signals that are passed on as another one; null: not passed on. */
  readonly rewrites: Readonly<Record<string, string | null>>;
  /** Whether it waits for its child after that; `as-pid-1`: only there. */
  readonly stays: boolean | 'as-pid-1';
  /** Whether it waits for everything below it, orphans too; `as-pid-1`: only there. */
  readonly waitsForAll: boolean | 'as-pid-1';
  /** Seconds until it kills what is below it; null: never. */
  readonly grace: number | null;
  readonly reaps: boolean;
  /** Whether it makes a process group of itself and what it runs. */
  readonly leads: boolean;
}

/** A command line of an init or wrapper, understood. */
export interface Started {
  readonly name: string;
  readonly kind: StarterEntry['kind'];
  readonly becomes: StarterEntry['becomes'];
  /** Whether what it starts no longer runs as root. */
  readonly switchesUser: boolean;
  /** Several for those that start several programs. */
  readonly inner: readonly Inner[];
  readonly forwarding: Forwarding;
  /** Where what is said here was measured or read. */
  readonly because: string;
}

/** What is known beside a command line. */
export interface Surroundings {
  readonly env: ReadonlyMap<string, string>;
  /** The text of a script that a file of the project names; null when it is not at hand. */
  readonly scriptText?: ((tool: string, name: string) => string | null) | undefined;
}
