import type { ImageConfig } from '../dockerfile/image-config.ts';
import { programName } from '../knowledge/programs.ts';

/**
 * Whether a command may be a script without `#!`, which a shell runs and the kernel refuses ("exec
 * format error"). It may be when this Dockerfile brings the file, or its name is a script's.
 */
export function mayLackShebang(command: string, config: ImageConfig): boolean {
  const name = programName(command);
  if (/\.(sh|bash|ash|ksh|zsh)$/.test(name)) return true;
  if (command.includes('/')) return !isSystemPath(command) || copied(command, name, config);
  return config.copies.some(
    ({ sources, destination }) =>
      lastName(destination) === name || sources.some((source) => lastName(source) === name),
  );
}

/** Folders that the distribution's packages fill. */
function isSystemPath(command: string): boolean {
  return /^\/(usr\/)?(local\/)?s?bin\/[^/]+$/.test(command);
}

function copied(command: string, name: string, { copies }: ImageConfig): boolean {
  return copies.some(({ destination, sources }) => {
    if (destination === command) return true;
    const folder = destination.endsWith('/') ? destination : `${destination}/`;
    if (!command.startsWith(folder)) return false;
    return (
      sources.length === 0 ||
      sources.some((source) => lastName(source) === name || !/\.\w+$/.test(lastName(source)))
    );
  });
}

function lastName(path: string): string {
  return programName(path.replace(/\/+$/, ''));
}
