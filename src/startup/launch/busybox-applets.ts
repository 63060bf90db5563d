import type { BaseImageFacts } from '../../knowledge/types.ts';
import type { InstalledPackages } from './installed-packages.ts';

/** Packages that bring programs in place of applets; each of another name with `-` behind it does so as well. */
const replacing = ['coreutils', 'findutils', 'procps', 'shadow', 'util-linux', 'dpkg'];
const parts = [
  'util-linux-login',
  'util-linux-misc',
  'shadow-login',
  'procps-ng',
  'flock',
  'setpriv',
  'runuser',
];

/**
 * Whether a command is an applet of busybox: in images of Alpine and busybox all are that busybox has, unless a package
 * is installed that may bring a program of that name.
 */
export function busyboxApplets(
  { distribution }: Pick<BaseImageFacts, 'distribution'>,
  installed: InstalledPackages,
): (name: string) => boolean {
  if (distribution !== 'alpine' && distribution !== 'busybox') return () => false;
  const replaced = [...replacing, ...parts].some((name) => installed(name));
  return () => !replaced;
}
