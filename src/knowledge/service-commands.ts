import data from './data/services.json' with { type: 'json' };
import { ownValue } from './own-value.ts';
import { programName } from './program-name.ts';
import type { Words } from './read-options.ts';

/** A command that has a service of the image started or stopped. */
export interface ServiceCommand {
  /** The service's name; null: not known. */
  readonly service: string | null;
  /** The init script that it runs; null: not known. */
  readonly script: string | null;
  readonly action: 'start' | 'stop';
  /** The programs that the service may be, the first being what the script starts; empty: it leaves none running. */
  readonly programs: readonly string[];
}

/** A command that ends a running program. */
export interface StopCommand {
  readonly programs: readonly string[];
  readonly signal: string;
  /** Whether it comes back only when the program has ended. */
  readonly waits: boolean;
}

interface StopEntry {
  readonly names: readonly string[];
  /** A regular expression over the words behind the program's name, joined by blanks. */
  readonly when: string;
  readonly programs: readonly string[];
  readonly signal: string;
  readonly waits?: boolean;
}

const managers: ReadonlySet<string> = new Set(data.managers);
const noDaemon: ReadonlySet<string> = new Set(data.noDaemon);
const initScript = new RegExp(data.path);
const stops: readonly StopEntry[] = data.stops;

/**
 * Understands `service X start`, `rc-service X stop`, `/etc/init.d/X start`; null for any other command, also for one
 * with another action.
 *
 * @param words its words, null for one whose value is not known
 */
export function serviceCommand(words: Words): ServiceCommand | null {
  const path = words[0] ?? '';
  const own = initScript.exec(path);
  if (!own && !managers.has(programName(path))) return null;
  const operands = words.slice(1).filter((word) => word === null || !word.startsWith('-'));
  const [service, action] = own ? [own[2] as string, operands[0]] : [operands[0] ?? null, operands[1]];
  const which = /^(re)?start$/.test(action ?? '') ? 'start' : action === 'stop' ? 'stop' : null;
  if (which === null) return null;
  const script = own ? path : service && `/etc/init.d/${service}`;
  return { service, script, action: which, programs: service === null ? [] : programsOf(service) };
}

/** What a service is, by its name: that of its program where nothing else is known. */
function programsOf(service: string): readonly string[] {
  if (noDaemon.has(service)) return [];
  const fpm = /^php([\d.]*)-fpm$/.exec(service);
  if (fpm) return [`php-fpm${fpm[1]}`];
  return ownValue(data.programs as Readonly<Record<string, readonly string[]>>, service) ?? [service];
}

/** Understands a command that has a running program ended: `nginx -s quit`, `service nginx stop`; null for any other. */
export function stopCommand(words: Words): StopCommand | null {
  const service = serviceCommand(words);
  if (service?.action === 'stop') return { programs: service.programs, signal: 'SIGTERM', waits: true };
  const name = programName(words[0] ?? '');
  const rest = words
    .slice(1)
    .map((word) => word ?? '"$_"')
    .join(' ');
  const entry = stops.find(({ names, when }) => names.includes(name) && new RegExp(when).test(rest));
  return entry ? { programs: entry.programs, signal: entry.signal, waits: entry.waits === true } : null;
}
