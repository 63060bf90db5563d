import type { MappedText } from '../text/mapped-text.ts';
import type { Passing, StarterEntry } from './starter-data.ts';

/** Who runs a text of the project: /bin/sh, the tool itself, /bin/sh where the words are not plain, or nobody but exec. */
export type TextShell = 'sh' | 'own' | 'direct' | 'none';

/** What an init or wrapper starts, as far as its own words say it. */
export type Inner =
  /** The words from a place on. */
  | { readonly kind: 'words'; readonly at: number }
  /** Words that were put together. */
  | { readonly kind: 'argv'; readonly argv: readonly string[] }
  /** A text for a shell: `sh`, a path, `own`, or `login of NAME`; without a name, that of some user. */
  | { readonly kind: 'text'; readonly text: string; readonly shell: string; readonly at: number | null }
  /** What a file of the project says under a name (package.json, Makefile, Procfile): one text after the other. */
  | {
      readonly kind: 'script';
      readonly tool: string;
      readonly name: string;
      readonly texts: readonly string[];
      /** Where they stand; absent: not known. */
      readonly sources?: readonly (TextPlace | null)[];
      readonly shell: TextShell;
      /** The folder that it is started in, as an option names it; null: where its starter is. */
      readonly directory: string | null;
      readonly stop?: ChildStop | undefined;
      /** It is started in the background, and its starter ends. */
      readonly background?: boolean;
    }
  /** It is no wrapper with these words, but a program. */
  | { readonly kind: 'itself' }
  /** Nothing that lasts. */
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'unknown';
      readonly what: string;
      readonly because: string;
      /** The project is known to have nothing of the name. */
      readonly absent?: boolean;
    };

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

/** A text that stands in a file, with the place of each of its characters. */
export interface TextPlace {
  readonly file: string | null;
  readonly text: MappedText;
}

/** What a starter looks up in a file of the project. */
export interface ProjectQuery {
  /** The starter, by the first of its names. */
  readonly tool: string;
  /** The script, target or process; null: what it starts when none is named. */
  readonly name: string | null;
  /** The folder and the file that options name, as they are written; null: none is named. */
  readonly directory: string | null;
  readonly file: string | null;
}

/** How a supervisor ends one of its programs, whatever signal it got itself. */
export interface ChildStop {
  readonly signal: string;
  /** Whether the program's whole process group gets it. */
  readonly group: boolean;
  /** Seconds until it is killed; absent: as its starter says of all. */
  readonly grace?: number;
}

/** A process that a file of the project describes. */
export interface ProjectProcess {
  /** One runs after the other; the last that lasts is the process. */
  readonly texts: readonly string[];
  /** Where they stand; absent: not known. */
  readonly sources?: readonly (TextPlace | null)[];
  readonly stop?: ChildStop;
  /** The folder that it is started in; absent: that of its starter, or the one that an option names. */
  readonly directory?: string;
}

/** What the project says to such a question. */
export type ProjectAnswer =
  | {
      readonly kind: 'texts';
      readonly processes: readonly ProjectProcess[];
      /** The file says that the starter goes to the background. */
      readonly background?: boolean;
    }
  /** The file is at hand, and has nothing of that name. */
  | { readonly kind: 'absent'; readonly because: string }
  /** A clause: "package.json was not read: …". */
  | { readonly kind: 'unread'; readonly because: string };

/** What is known beside a command line. */
export interface Surroundings {
  readonly env: Pick<ReadonlyMap<string, string>, 'get' | 'has'>;
  /** Looks into the files of the project; without it none of them is at hand. */
  readonly project?: ((query: ProjectQuery) => ProjectAnswer) | undefined;
  /** The version of a starter in the image; null where it is not known, and what is measured of most holds. */
  readonly version?: ((tool: string) => string | null) | undefined;
  /** Whether a command is an applet of busybox in the image; without it none is. */
  readonly applet?: ((name: string) => boolean) | undefined;
}
