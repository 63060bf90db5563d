import { loadedFile } from './loaded-file.ts';
import { ownValue } from './own-value.ts';
import type {
  Background,
  ByDesign,
  HandledScripts,
  ProgramBehaviour,
  ProgramEntry,
  ProgramKind,
  SignalEffect,
} from './program-data.ts';
import { programName } from './program-name.ts';
import { programs } from './programs.table.ts';
import type { Words } from './read-options.ts';

/** What is known of a program that a command line runs. */
export interface ProgramFacts {
  readonly name: string;
  readonly kind: ProgramKind;
  readonly signals: Readonly<Record<string, SignalEffect>>;
  /** What signals do that `signals` does not name. */
  readonly otherwise: SignalEffect;
  /** Its own code may install handlers: `default` holds where it does not. */
  readonly decides: boolean;
  /** The signal for a stop that loses nothing; null when SIGTERM is, or none is known. */
  readonly gracefulSignal: string | null;
  /** What it takes other signals for, where that loses something. */
  readonly harms: Readonly<Record<string, string>> | null;
  /** Whether it goes to the background; `usually`, `perhaps`: its configuration decides. */
  readonly daemonizes: 'yes' | 'usually' | 'perhaps' | 'no';
  /** What is then running in the background. */
  readonly daemon: string;
  readonly reapsOrphans: boolean | null;
  /** Whether it is PID 1 by design. */
  readonly pid1: ByDesign | null;
  /** For a runtime that handles nothing of its own: programs for it that do. */
  readonly scripts: HandledScripts | null;
  /** A part of a sentence: what matters about it, else where it is from. */
  readonly because: string;
  readonly source: string;
}

/**
 * What is known of the program that a command line runs; null when it is none of the recorded ones.
 * `python -m gunicorn` and `ruby /usr/bin/puma` are what they load.
 *
 * @param words its words, null for one whose value is not known
 */
export function programOf(words: Words): ProgramFacts | null {
  const path = words[0] ?? '';
  const name = programName(path);
  if (name === 'busybox' && words.length > 1) return programOf(words.slice(1));
  const entry = ownValue(programs, path) ?? entryOf(name);
  if (!entry) return null;
  const loaded = entry.kind === 'runtime' ? loadedProgram(words) : null;
  if (loaded) return loaded;
  const rest = words
    .slice(1)
    .map((word) => word ?? '"$_"')
    .join(' ');
  const variants = (entry.variants ?? []).filter(({ when }) => new RegExp(when).test(rest));
  const behaviour: ProgramBehaviour = Object.assign({}, entry, ...variants.map(({ set }) => set));
  return {
    name,
    kind: entry.kind,
    signals: behaviour.signals ?? {},
    otherwise: behaviour.otherwise ?? 'default',
    decides: behaviour.decides === true,
    gracefulSignal: behaviour.gracefulSignal ?? null,
    harms: behaviour.harms ?? null,
    daemonizes: daemonizes(behaviour.background ?? null, rest),
    daemon: daemonName(name, behaviour.background ?? {}, rest),
    reapsOrphans: behaviour.reaps ?? null,
    pid1: entry.pid1 ?? null,
    scripts: entry.scripts ?? null,
    because: behaviour.note ?? entry.source,
    source: entry.source,
  };
}

/** What a signal does to a program. */
export function effectOf({ signals, otherwise }: ProgramFacts, signal: string): SignalEffect {
  return signals[signal] ?? otherwise;
}

/** By its name, or its name without a version: `python3.11`, `php-fpm8.2`. */
function entryOf(name: string): ProgramEntry | null {
  return ownValue(programs, name) ?? ownValue(programs, name.replace(/-?\d+(\.\d+)*$/, '')) ?? null;
}

/** The program behind `-m NAME`, or behind the path of a script that is a known program's. */
function loadedProgram(words: Words): ProgramFacts | null {
  const loaded = loadedFile(words);
  if (!loaded) return null;
  const name = programName(words[loaded.at] ?? '');
  const entry = entryOf(name);
  return entry && entry.kind !== 'runtime' && entry.kind !== 'tool'
    ? programOf([name, ...words.slice(loaded.at + 1)])
    : null;
}

function daemonizes(background: Background | null, rest: string): ProgramFacts['daemonizes'] {
  if (!background) return 'no';
  const { when, unless, config, usual } = background;
  if (when !== undefined && new RegExp(when).test(rest)) return 'yes';
  if (unless !== undefined && new RegExp(unless).test(rest)) return 'no';
  if (config !== undefined) return usual === true ? 'usually' : 'perhaps';
  return unless === undefined ? 'no' : 'yes';
}

function daemonName(
  name: string,
  { when, starts }: Background | Record<string, never>,
  rest: string,
): string {
  return starts === undefined ? name : (new RegExp(when ?? '').exec(rest)?.[1] ?? starts);
}
