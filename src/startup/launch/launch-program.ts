import type { SignalEffect } from '../../knowledge/program-data.ts';
import type { ProgramFacts } from '../../knowledge/program-of.ts';
import { programOf } from '../../knowledge/program-of.ts';
import {
  endsSoon,
  hasNoHandler,
  isFilter,
  isPrompt,
  programName,
  runtimeOf,
} from '../../knowledge/programs.ts';
import type { LaunchContext, Run } from '../evaluate/step.ts';
import type { Argument } from '../expand/expand.ts';
import type { Alternative, Lifetime, Process, ProgramBody, Reaction } from '../process.ts';
import { handledByEntryFile } from './entry-file.ts';
import { findCommand } from './find-command.ts';
import { certain, programProcess } from './program-process.ts';
import { isText } from './world.ts';

/** Seconds from which a `sleep` is taken to be there for ever. */
const longSleep = 300;

/** What a program becomes that is no shell, init or wrapper: a process that lasts, one that ends, or a daemon. */
export function launchProgram(
  words: readonly Argument[],
  from: LaunchContext,
  run: Run,
): readonly Alternative<Process>[] {
  const argv = words.map(({ text }) => text);
  const name = programName(argv[0] ?? '');
  const one = (what: Partial<ProgramBody> & { lifetime?: Lifetime }): readonly Alternative<Process>[] => [
    certain(programProcess(argv, from, run, what)),
  ];
  if (isPrompt(name) && words.length === 1) return one({ lifetime: 'short', interactive: true });
  const tool = toolBody(name, words, from);
  if (tool) return one(tool);
  const facts = programOf(words.map(({ text, known }) => (known ? text : null)));
  if (facts?.daemonizes === 'yes') return daemon(facts, argv, from, run);
  if (endsSoon(name)) return one({ reaction: 'default', lifetime: 'short' });
  if (facts) return one(withEntryFile(bodyOf(facts, argv), facts, words, from, run));
  const found = findCommand(argv[0] ?? '', from, run);
  if (!isText(found) && !found.binary) {
    if (looksLikeScript(argv[0] ?? '', found.brought))
      return one({ reaction: 'opaque', because: `the script ${argv[0]} was not read: ${found.reason}` });
    const runtime = runtimeOf(name) ?? run.world.installed(name);
    const behind = runtime && programOf([runtime, ...argv]);
    if (behind) return one(bodyOf(behind, [runtime, ...argv]));
  }
  return one({ reaction: 'handles' });
}

/** The program ends at once, and leaves one that goes on in a session of its own. */
function daemon(
  facts: ProgramFacts,
  argv: readonly string[],
  from: LaunchContext,
  run: Run,
): readonly Alternative<Process>[] {
  const because = `${facts.name} goes to the background, so what was started is over at once`;
  const value = programProcess(argv, from, run, { reaction: 'default', lifetime: 'short', because });
  const left = daemonProcess(facts.daemon === facts.name ? argv : [facts.daemon], from, run);
  return [{ conditions: [], value, left: [left] }];
}

/** A program that runs in a session of its own, whatever its words say of that. */
export function daemonProcess(argv: readonly string[], from: LaunchContext, run: Run): Process {
  const facts = programOf(argv);
  const body = facts ? bodyOf(facts, [...argv, '…']) : { reaction: 'handles' as const };
  return { ...programProcess(argv, { ...from, adopted: [] }, run, body), detached: true };
}

/** What the script of a runtime is seen to handle is not left open. */
function withEntryFile(
  body: Partial<ProgramBody> & { lifetime?: Lifetime },
  { kind, decides }: ProgramFacts,
  words: readonly Argument[],
  from: LaunchContext,
  run: Run,
): Partial<ProgramBody> & { lifetime?: Lifetime } {
  if (kind !== 'runtime' || !decides || body.lifetime === 'short') return body;
  const handled = handledByEntryFile(words, from, run);
  if (handled.size === 0) return body;
  const signals = Object.fromEntries([...handled.keys()].map((signal) => [signal, 'handles' as const]));
  return { ...body, signals: { ...body.signals, ...signals }, handlers: handled };
}

/** What keeps a container up or works on output, with how long it lives. */
function toolBody(
  name: string,
  words: readonly Argument[],
  from: LaunchContext,
): (Partial<ProgramBody> & { lifetime: Lifetime }) | null {
  const argv = words.map(({ text }) => text);
  if (name === 'sleep') return { reaction: 'default', accessory: true, lifetime: sleepLifetime(words) };
  if (name === 'tail') {
    const follows = argv.some((word) => /^(-[a-zA-Z0-9]*[fF]|--follow(=.*)?)$/.test(word));
    return {
      reaction: 'default',
      accessory: true,
      because: follows ? null : 'filter',
      lifetime: follows ? 'forever' : 'short',
    };
  }
  if (!isFilter(name) && !hasNoHandler(name)) return null;
  return {
    reaction: 'default',
    accessory: true,
    because: 'filter',
    lifetime: filterLifetime(name, argv, from),
  };
}

/** Outside of a pipeline a filter reads a file, or a standard input that is at its end; `yes` reads nothing. */
function filterLifetime(name: string, argv: readonly string[], { reads }: LaunchContext): Lifetime {
  if (name === 'yes') return 'long';
  const endsEarly = name === 'head' || (name === 'grep' && argv.some((word) => /^-\w*q/.test(word)));
  return reads && !endsEarly ? 'long' : 'short';
}

/** A runtime asked for its version or its help ends at once; a script of its own decides about signals. */
function bodyOf(
  facts: ProgramFacts,
  argv: readonly string[],
): Partial<ProgramBody> & { lifetime?: Lifetime } {
  if (facts.kind === 'runtime') {
    if (argv.length === 1) return { lifetime: 'short', interactive: true };
    if (/^(-v|-V|--version|-h|--help)$/.test(argv[1] ?? '')) return { lifetime: 'short' };
  }
  const signals = Object.entries(facts.signals).map(
    ([signal, effect]) => [signal, reactionTo(effect, facts)] as const,
  );
  return {
    reaction: reactionTo(facts.otherwise, facts),
    signals: Object.fromEntries(signals),
    because: facts.because,
  };
}

const reactions: Readonly<Record<SignalEffect, Reaction>> = {
  graceful: 'handles',
  fast: 'handles',
  immediate: 'handles',
  waits: 'handles',
  other: 'ignores',
  ignored: 'ignores',
  default: 'default',
};

function reactionTo(effect: SignalEffect, { decides }: ProgramFacts): Reaction {
  return effect === 'default' && decides ? 'depends' : reactions[effect];
}

/**
 * Whether a program's name is one that people give to shell scripts.
 *
 * @param brought whether the Dockerfile brings the file, which then may well be a script of the project
 */
export function looksLikeScript(path: string, brought: boolean): boolean {
  const name = programName(path);
  if (/\.(sh|bash|ash|dash|ksh|zsh)$/.test(name) || /^(docker[-_])?entry-?point/i.test(name)) return true;
  if (/(^|\/)scripts?\/[\w-]+$|\/(start|startup|entry|boot|bootstrap|init)$/.test(path)) return true;
  return brought && /(^|[-_.])(start|startup|entry|boot|bootstrap|wrapper|launch|run)([-_.]|$)/i.test(name);
}

function sleepLifetime(words: readonly Argument[]): Lifetime {
  // Whatever a variable says: a pause that people write so is over some time.
  if (words.some(({ known }) => !known)) return 'short';
  const seconds = words.slice(1).reduce((sum, { text }) => sum + duration(text), 0);
  return seconds >= longSleep ? 'forever' : 'short';
}

function duration(word: string): number {
  const match = /^(\d*\.?\d+)([smhd]?)$/.exec(word);
  if (!match) return Number.POSITIVE_INFINITY;
  const units: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };
  return Number(match[1]) * (units[match[2] ?? ''] ?? 1);
}
