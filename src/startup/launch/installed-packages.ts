/** Looks whether a RUN instruction installs a package; with `managers`: one of these package managers. */
export type InstalledPackages = (name: string, managers?: readonly string[]) => boolean;

const installs: Readonly<Record<string, RegExp>> = {
  'apt-get': /\bapt(?:-get)?\b.*\binstall\b/,
  apk: /\bapk\b.*\badd\b/,
  dnf: /\bdnf\b.*\binstall\b/,
  yum: /\byum\b.*\binstall\b/,
  microdnf: /\bmicrodnf\b.*\binstall\b/,
  tdnf: /\btdnf\b.*\binstall\b/,
  zypper: /\bzypper\b.*\b(?:install|in)\b/,
  pacman: /\bpacman\b.*\s-S/,
};

/**
 * Which packages an image gets by the distribution's package manager, by the names that its RUN instructions give.
 *
 * @param runTexts the texts of its RUN instructions
 */
export function installedPackages(runTexts: readonly string[]): InstalledPackages {
  const commands = runTexts.flatMap((text) => text.replace(/\\\r?\n/g, ' ').split(/&&|\|\||[;|]|\n(?!\s)/));
  return (name, managers = Object.keys(installs)) =>
    commands.some(
      (command) =>
        command.includes(name) &&
        managers.some((manager) => installs[manager]?.test(command)) &&
        command.split(/\s+/).some((word) => /^["']?([^=~<>"']+)/.exec(word)?.[1] === name),
    );
}
