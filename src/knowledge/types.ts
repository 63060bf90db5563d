/** A shell implementation as the measured facts name it. */
export type ShellImplementation =
  | 'dash'
  | 'bash'
  | 'busybox ash'
  | 'mksh'
  | 'ksh93'
  | 'zsh'
  | 'yash'
  | 'none'
  | 'unknown';

/** Which program a shell's name runs, as far as it is known. */
export interface ShellFact {
  readonly implementation: ShellImplementation;
  /** The upstream version, such as `5.2.15`; null when not known. */
  readonly version: string | null;
  /** Whose build it is where that changes behaviour: Debian patches dash. */
  readonly build: 'upstream' | 'debian' | null;
  /**
   * Whether what is said here holds; a version that is not known is null and takes nothing from it. False:
   * from memory, an old copy or a hint. Prefer `unknown` where a wrong answer would be called graceful.
   */
  readonly sure: boolean;
}

/** An init as a package of a distribution. */
export interface InitPackage {
  /** `tini`, `dumb-init`, `catatonit`, `tini-static`, … */
  readonly package: string;
  /** Where the package puts it. */
  readonly path: string;
  /** The package that has to be installed before it can be found; null for most. */
  readonly repository: string | null;
}

/** What is known of a base image: where it comes from, which shells it has, what it starts. */
export interface BaseImageFacts {
  /** The reference as asked for. */
  readonly reference: string;
  /**
   * Distribution and release, such as `debian` `12`; null when not known. `windows` for Windows images,
   * `scratch` and `distroless` for images without a shell.
   */
  readonly distribution: string | null;
  readonly release: string | null;
  /** What /bin/sh is. `none` for an image without a shell. */
  readonly sh: ShellFact;
  /** bash, when it is in the image; `none` when it is known not to be there. */
  readonly bash: ShellFact;
  readonly packageManager: string | null;
  /** Effective image config; null when the image is not known beyond its distribution. */
  readonly config: {
    readonly entrypoint: readonly string[] | null;
    readonly cmd: readonly string[] | null;
    readonly shell: readonly string[] | null;
    readonly stopSignal: string | null;
    readonly user: string | null;
  } | null;
  /** True: the inherited entrypoint ends in `exec "$@"` or execs the server. Null: no entrypoint, or a binary. */
  readonly entrypointExecs: boolean | null;
  /** An init that is PID 1 when the image is run unchanged, and its path. */
  readonly hasInit: string | null;
  /** The inits that the distribution's packages bring; empty where that is not sure. */
  readonly inits: readonly InitPackage[];
  /** One sentence a person can check: which entry was taken and how sure it is. */
  readonly because: string;
  /** Whether it is that image, with that config; the shells say for themselves how sure they are. */
  readonly sure: boolean;
}
