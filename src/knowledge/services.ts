import foreground from './data/foreground.json' with { type: 'json' };
import data from './data/programs.json' with { type: 'json' };
import { initEntry } from './init-of.ts';
import { isOneShot } from './one-shot.ts';
import { installsPackages } from './package-managers.ts';
import type { ByDesign } from './program-data.ts';
import { programName } from './program-name.ts';
import { programOf } from './program-of.ts';
import { serviceCommand } from './service-commands.ts';

const packages = new RegExp(data.browsers.packages);
const installers = new RegExp(data.browsers.installers);

/**
 * The service that a command puts into the background before it ends; null for every other command. One that goes
 * there unless its configuration says otherwise is taken to do so.
 */
export function daemonStarted(argv: readonly string[]): string | null {
  const service = serviceCommand(argv);
  if (service) return service.action === 'start' && service.programs.length > 0 ? service.service : null;
  const facts = programOf(argv);
  if (facts?.daemonizes === 'yes') return facts.daemon;
  return facts?.daemonizes === 'usually' && !isOneShot(argv) ? facts.daemon : null;
}

/** The command line, by the example of its names, that starts a daemon in the foreground; null where none is recorded. */
export function foregroundCommand(argv: readonly string[]): string | null {
  const name = programName(argv[0] ?? '');
  const found = Object.entries(foreground.commands).find(([command]) => command === name);
  return found?.[1] ?? null;
}

/** A browser that a RUN instruction installs: its helpers outlive it and go to PID 1; null where there is none. */
export function browserInstalled(runText: string): string | null {
  if (installers.test(runText)) return installers.exec(runText)?.[0] ?? null;
  return installsPackages(runText) ? (packages.exec(runText)?.[1] ?? null) : null;
}

/** What is PID 1 by design and needs no init above it; null for all others. */
export function selfReapingKind(path: string): ByDesign | null {
  return initEntry(programName(path))?.pid1 ?? programOf([path])?.pid1 ?? null;
}

/** Whether a program is an init that does nothing but reap and pass signals on. */
export function isPlainInit(path: string): boolean {
  return initEntry(programName(path))?.kind === 'init';
}
