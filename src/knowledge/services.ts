import data from './data/services.json' with { type: 'json' };
import { installsPackages } from './package-managers.ts';
import { programName } from './programs.ts';

interface DaemonRule {
  /** What the last word must be. */
  readonly last?: string;
  /** A word that keeps it in the foreground. */
  readonly unless?: string;
  /** A word without which it stays there. */
  readonly only?: string;
}

const daemons = new Map<string, DaemonRule>(Object.entries(data.daemons));
const initScripts = new RegExp(data.initScripts);
const packages = new RegExp(data.leavesOrphans.packages);
const installers = new RegExp(data.leavesOrphans.installers);
const selfReaping: ReadonlyMap<string, string> = new Map(Object.entries(data.selfReaping));

/** The service that a command puts into the background before it ends; null for every other command. */
export function daemonStarted(argv: readonly string[]): string | null {
  const [path = '', ...words] = argv;
  if (initScripts.test(path)) return /^(re)?start$/.test(words.at(-1) ?? '') ? programName(path) : null;
  const rule = daemons.get(programName(path));
  if (!rule || !isDaemon(rule, words)) return null;
  return rule.last === undefined ? programName(path) : (words.at(-2) ?? null);
}

function isDaemon({ last, unless, only }: DaemonRule, words: readonly string[]): boolean {
  if (last !== undefined) return new RegExp(last).test(words.at(-1) ?? '') && words.length > 1;
  if (only !== undefined) return words.some((word) => new RegExp(only).test(word));
  return unless === undefined || !words.some((word) => new RegExp(unless).test(word));
}

/** A browser that a RUN instruction installs: its helpers outlive it and go to PID 1; null where there is none. */
export function browserInstalled(runText: string): string | null {
  if (installers.test(runText)) return installers.exec(runText)?.[0] ?? null;
  return installsPackages(runText) ? (packages.exec(runText)?.[1] ?? null) : null;
}

/** What is PID 1 by design and needs no init above it: `s6` refuses to start there, a `supervisor` does not mind. */
export function selfReapingKind(path: string): 's6' | 'supervisor' | null {
  const kind = selfReaping.get(path) ?? selfReaping.get(programName(path));
  return kind === 's6' || kind === 'supervisor' ? kind : null;
}
