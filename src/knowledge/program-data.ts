/**
 * What a signal does to a program:
 * - `graceful`: it finishes what it is doing and ends.
 * - `fast`: it ends in good order, and what was going on is broken off.
 * - `immediate`: it ends without cleaning up.
 * - `waits`: it ends once its clients have left, which may be never.
 * - `other`: it does something else (reload, reopen logs, dump) and goes on.
 * - `ignored`: nothing, as PID 1 or not.
 * - `default`: it has no handler, so the kernel's default action applies, which PID 1 does not have.
 */
export type SignalEffect = 'graceful' | 'fast' | 'immediate' | 'waits' | 'other' | 'ignored' | 'default';

/** What a program is. `tool`: it keeps a container up or works on output, and is not what the container is for. */
export type ProgramKind = 'server' | 'runtime' | 'supervisor' | 'tool' | 'shell';

/** What of a program depends on its words. */
export interface ProgramVariant {
  /** A regular expression over the words behind the program's name, joined by blanks. */
  readonly when: string;
  readonly set: Partial<ProgramBehaviour>;
}

/** When a program goes to the background, so that what started it goes on, and PID 1 ends. */
export interface Background {
  /** Regular expressions over the words behind the program's name. It does when one matches … */
  readonly when?: string;
  /** … or when this one does not. */
  readonly unless?: string;
  /** What it starts, if not itself; the first group of `when` says more. */
  readonly starts?: string;
  /** Its configuration may say otherwise: what decides, in words. */
  readonly config?: string;
  /** It does where the configuration says nothing of it. */
  readonly usual?: boolean;
}

export interface ProgramBehaviour {
  readonly signals?: Readonly<Record<string, SignalEffect>>;
  /** What signals do that `signals` does not name. */
  readonly otherwise?: SignalEffect;
  /** The signal to send for a stop that loses nothing. */
  readonly gracefulSignal?: string;
  /** What it takes other signals for, where that loses something: "a stop at once that cuts open requests". */
  readonly harms?: Readonly<Record<string, string>>;
  /** Its own code (a script, a plugin) may install handlers: what is said here holds where it does not. */
  readonly decides?: boolean;
  readonly background?: Background | null;
  /** As PID 1 it reaps orphans. */
  readonly reaps?: boolean;
  /** Why a person should care, as a part of a sentence. */
  readonly note?: string;
}

/** What is PID 1 by design: `s6` refuses to start below an init, a `supervisor` needs none. */
export type ByDesign = 's6' | 'supervisor';

/** Programs for a runtime that are known to handle the stop signal, so that nobody has to be warned of the runtime. */
export interface HandledScripts {
  /** Words of the command line that name one, and regular expressions for such words. */
  readonly handled: readonly string[];
  readonly paths: readonly string[];
}

/** An entry of `programs.json`. */
export interface ProgramEntry extends ProgramBehaviour {
  readonly names: readonly string[];
  readonly kind: ProgramKind;
  readonly pid1?: ByDesign;
  readonly scripts?: HandledScripts;
  readonly variants?: readonly ProgramVariant[];
  readonly source: string;
}
