import { initOf } from '../../knowledge/init-of.ts';
import { isOneShot, isPromptCommand } from '../../knowledge/one-shot.ts';
import { type OwnProgram, ownHandled, ownStarted } from '../../knowledge/own-program.ts';
import { programName } from '../../knowledge/program-name.ts';
import { programOf } from '../../knowledge/program-of.ts';
import { serviceCommand } from '../../knowledge/service-commands.ts';
import type { Surroundings } from '../../knowledge/started.ts';
import { wrapperEntry, wrapperOf } from '../../knowledge/wrapper-of.ts';
import type { LaunchContext, Run } from '../evaluate/step.ts';
import type { Argument } from '../expand/expand.ts';
import type { Alternative, Process } from '../process.ts';
import { launchProgram } from './launch-program.ts';
import { launchService } from './launch-service.ts';
import { launchStarted } from './launch-started.ts';
import { certain, programProcess } from './program-process.ts';
import { readProject } from './project.ts';

/** The processes that a command line becomes which is neither a shell nor a script: an init, a wrapper, a program. */
export function launchCommand(
  words: readonly Argument[],
  from: LaunchContext,
  run: Run,
): readonly Alternative<Process>[] {
  const names = words.map(knownText);
  const argv = words.map(({ text }) => text);
  const own = run.world.ownProgram(argv[0] ?? '');
  if (own !== null) return launchOwn(own, words, from, run);
  if (isPromptCommand(names)) {
    return [certain(programProcess(argv, from, run, { lifetime: 'short', interactive: true }))];
  }
  const service = serviceCommand(names);
  if (service) return launchService(service, words, from, run);
  const daemonizes = programOf(names)?.daemonizes === 'yes';
  if (isOneShot(names) && !daemonizes) {
    return [certain(programProcess(argv, from, run, { reaction: 'default', lifetime: 'short' }))];
  }
  const around = surroundings(from, run);
  const started =
    initOf(names, around) ??
    (!daemonizes && (words.length > 1 || readsFile(argv)) ? wrapperOf(names, around) : null);
  return started ? launchStarted(started, words, from, run) : launchProgram(words, from, run);
}

/** Whether a wrapper needs no word to start what a file lists. */
function readsFile([path = '']: readonly string[]): boolean {
  return wrapperEntry(programName(path))?.takes?.alone === 'listed';
}

/** What a program becomes of which the user says what it does. */
function launchOwn(
  own: OwnProgram,
  words: readonly Argument[],
  from: LaunchContext,
  run: Run,
): readonly Alternative<Process>[] {
  const started = ownStarted(own, words.map(knownText), surroundings(from, run));
  if (started !== null) return launchStarted(started, words, from, run);
  const handled = ownHandled(own);
  const argv = words.map(({ text }) => text);
  if (handled === null) return launchProgram(words, from, run);
  const body = {
    reaction: 'default',
    signals: Object.fromEntries(handled.map((signal) => [signal, 'handles' as const])),
    because: `said in ${own.from}`,
  } as const;
  return [certain(programProcess(argv, from, run, body))];
}

/** A word by its value. Where only the value of `NAME=value` is not known, it is still one. */
export function knownText({ text, known }: Argument): string | null {
  return known || /^[A-Za-z_]\w*=/.test(text) ? text : null;
}

function surroundings({ variables, directory = null }: LaunchContext, { world }: Run): Surroundings {
  const project = readProject((path) => world.file(path, directory), {
    file: (path) => world.look(path, directory),
    names: (folder) => world.names(folder, directory),
    hasPackage: world.hasPackage,
  });
  const env = {
    has: (name: string) => variables.has(name),
    get: (name: string) => (variables.has(name) ? (variables.get(name) ?? '') : undefined),
  };
  return { env, project, version: (tool) => world.version(tool), applet: world.applet };
}
