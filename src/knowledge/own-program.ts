import type { Words } from './read-options.ts';
import { signalName } from './signals.ts';
import { startOf } from './start-of.ts';
import type { Started, Surroundings } from './started.ts';
import type { Passing, StarterEntry } from './starter-data.ts';

/** What a wrapper does with what it starts: it is replaced by it, passes signals on and waits, or waits and passes nothing on. */
export const wrapperKinds = ['execs', 'forwards', 'swallows'] as const;
export type WrapperKind = (typeof wrapperKinds)[number];

/** What a user says of a program. */
export interface OwnProgram {
  /** The name, or the whole path, that it is started by. */
  readonly name: string;
  /** The place where it is said, as `.pid1-lint.yaml:4`. */
  readonly from: string;
  /** The signals that it handles, with or without `SIG`; on all others the kernel's default action applies. */
  readonly handles?: readonly string[];
  /** It starts the program that its words name. */
  readonly wrapper?: WrapperKind;
  /** Options of a wrapper whose value is the next word. */
  readonly valueOptions?: readonly string[];
}

/** Looks up what the user says of a program by the first word of its command line; null where nothing is said. */
export type OwnPrograms = (path: string) => OwnProgram | null;

/** The lookup of what a user says; of several that match the last counts, and a path before a name. */
export function ownPrograms(programs: readonly OwnProgram[]): OwnPrograms {
  const byName = new Map(programs.map((program) => [program.name, program]));
  return (path) => byName.get(path) ?? byName.get(path.slice(path.lastIndexOf('/') + 1)) ?? null;
}

const behaviours: Readonly<Record<WrapperKind, { becomes: StarterEntry['becomes']; forwards: Passing }>> = {
  execs: { becomes: 'program', forwards: 'nobody' },
  forwards: { becomes: 'stays', forwards: 'child' },
  swallows: { becomes: 'stays', forwards: 'nobody' },
};

/** The command line of a wrapper that the user describes, understood; null for a program that starts nothing. */
export function ownStarted(own: OwnProgram, words: Words, around: Surroundings): Started | null {
  if (own.wrapper === undefined) return null;
  const entry: StarterEntry = {
    names: [own.name],
    kind: 'wrapper',
    ...behaviours[own.wrapper],
    reaps: false,
    takes: { values: own.valueOptions ?? [] },
    source: `said in ${own.from}`,
  };
  return startOf(own.name, entry, words, around);
}

/** The signals that a program handles, by their full names; null where the user does not say. */
export function ownHandled({ handles }: OwnProgram): readonly string[] | null {
  return handles?.map((signal) => signalName(signal) ?? signal) ?? null;
}
