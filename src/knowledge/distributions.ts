import type { InitPackageEntry, ReleaseEntry } from './base-image-data.ts';
import { compareVersions } from './compare-versions.ts';
import { ownValue } from './own-value.ts';
import type { BaseImageFacts, InitPackage, ShellFact } from './types.ts';

/** The shells and the package manager of a distribution's base image. */
export interface DistributionShells {
  readonly sh: ShellFact;
  readonly bash: ShellFact;
  readonly packageManager: string | null;
  readonly inits: readonly InitPackage[];
}

/** Looks up a release; null: any release of that distribution. */
export type DistributionLookup = (
  distribution: string | null,
  release: string | null,
  sure: boolean,
) => DistributionShells;

const unknown: ShellFact = { implementation: 'unknown', version: null, build: null, sure: false };

/**
 * Makes the lookup of shells by distribution and release. An unknown release leaves what all releases
 * share: the implementation, without a version. A distribution that is not known leaves `unknown`.
 */
export function createDistributions(
  byDistribution: Readonly<Record<string, readonly ReleaseEntry[]>>,
  initLists: Readonly<Record<number, readonly InitPackageEntry[]>>,
): DistributionLookup {
  return (distribution, release, sure) => {
    const releases = (distribution === null ? undefined : ownValue(byDistribution, distribution)) ?? [];
    const exact = releases.find((entry) => entry.release === release);
    const newest = exact === undefined && release !== null ? newestBefore(release, releases) : undefined;
    const found = exact ?? newest ?? common(releases);
    if (found === null) return { sh: unknown, bash: unknown, packageManager: null, inits: [] };
    const known = sure && newest === undefined;
    const inits = known ? initPackages(found.distribution, initLists[found.inits ?? -1] ?? []) : [];
    const { packageManager } = found;
    return { sh: shFact(found, known), bash: bashFact(found, known), packageManager, inits };
  };
}

/** A release that came after the data was collected: the newest known one is a hint. */
function newestBefore(release: string, releases: readonly ReleaseEntry[]): ReleaseEntry | undefined {
  const numbered = releases.filter((entry) => /^\d/.test(entry.release ?? ''));
  const newest = numbered.toSorted((a, b) => compareReleases(a.release ?? '', b.release ?? '')).at(-1);
  return newest !== undefined && /^\d/.test(release) && compareReleases(release, newest.release ?? '') > 0
    ? newest
    : undefined;
}

function compareReleases(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** What every release has in common, without versions; null where they differ in kind. */
function common(releases: readonly ReleaseEntry[]): ReleaseEntry | null {
  const [first] = releases;
  if (first === undefined) return null;
  const agree = <T>(pick: (entry: ReleaseEntry) => T) =>
    releases.every((entry) => pick(entry) === pick(first));
  if (!agree((entry) => entry.sh.implementation)) return null;
  const { sh, bash } = first;
  return {
    distribution: first.distribution,
    release: null,
    sh: { ...sh, version: null, build: agree((entry) => entry.sh.build) ? sh.build : null, sure: true },
    bash: { ...bash, version: null, sure: agree((entry) => entry.bash.inBaseImage) },
    packageManager: agree((entry) => entry.packageManager) ? first.packageManager : null,
  };
}

/**
 * A version from memory makes a fact unsure. Not so for Debian's dash: it behaves alike in every version,
 * so the fact stays sure and the version is left out.
 */
function shFact({ sh }: ReleaseEntry, sure: boolean): ShellFact {
  const versionMatters = sh.build !== 'debian';
  const version = sh.sure || versionMatters ? sh.version : null;
  const { implementation, build } = sh;
  return { implementation, version, build, sure: sure && (sh.sure || !versionMatters) };
}

function bashFact({ bash }: ReleaseEntry, sure: boolean): ShellFact {
  return bash.inBaseImage
    ? { implementation: 'bash', version: bash.version, build: null, sure: sure && bash.sure }
    : { implementation: 'none', version: null, build: null, sure: sure && bash.sure };
}

/** Distributions on which `epel-release` is a package of the base image's own repositories. */
const withEpel: ReadonlySet<string> = new Set(['rocky', 'alma', 'centos']);

/** The packages that are there for sure, or after the one package that brings their repository. */
function initPackages(distribution: string, list: readonly InitPackageEntry[]): readonly InitPackage[] {
  return list.flatMap(({ package: name, path, available, repo }) => {
    const repository = repo === 'EPEL' ? 'epel-release' : null;
    if (available !== true || path === null || path.startsWith('<')) return [];
    if (repository !== null && !withEpel.has(distribution)) return [];
    return { package: name, path, repository };
  });
}

/** The first release of a distribution whose /sbin/init is systemd, from its release notes; before it upstart or sysvinit. */
const systemdSince: Readonly<Record<string, string>> = {
  alma: '8',
  amazonlinux: '2',
  archlinux: '0',
  centos: '7',
  debian: '8',
  fedora: '15',
  mageia: '2',
  opensuse: '12',
  oraclelinux: '7',
  photon: '1',
  rhel: '7',
  rocky: '8',
  sles: '12',
  ubuntu: '15.04',
};

/** Whether /sbin/init of an image is surely systemd. */
export function initIsSystemd({
  distribution,
  release,
}: Pick<BaseImageFacts, 'distribution' | 'release'>): boolean {
  const since = systemdSince[distribution ?? ''];
  if (since === undefined) return false;
  // A release by a name (tumbleweed, sid) is a rolling one.
  return release === null || !/^\d/.test(release) || compareVersions(release, since) >= 0;
}
