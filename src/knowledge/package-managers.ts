import managers from './data/package-managers.json' with { type: 'json' };
import type { InitPackage } from './types.ts';

const install: ReadonlyMap<string, string> = new Map(Object.entries(managers.install));
const withRepository: ReadonlyMap<string, string> = new Map(Object.entries(managers.withRepository));

/** The shell command that installs a package; null for a package manager that is not known. */
export function installCommand(manager: string, { package: name, repository }: InitPackage): string | null {
  const template = repository === null ? install.get(manager) : withRepository.get(manager);
  return template?.replace('{package}', name).replace('{repository}', repository ?? '') ?? null;
}

/** Whether a shell text has a package manager install something. */
export function installsPackages(text: string): boolean {
  // Few commands have one of these words, and patterns take time to compile.
  if (!['install', 'add', 'pacman'].some((word) => text.includes(word))) return false;
  return /\b(?:apt-get|apt|dnf|microdnf|yum|tdnf|zypper)\b[^;&|]*\binstall\b|\bapk\b[^;&|]*\badd\b|\bpacman\s+-S/.test(
    text,
  );
}
