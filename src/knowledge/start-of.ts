import { compareVersions } from './compare-versions.ts';
import { innerOf } from './inner-of.ts';
import type { ReadOptions, Words } from './read-options.ts';
import { readOptions } from './read-options.ts';
import { signalName } from './signals.ts';
import type { Forwarding, Started, Surroundings } from './started.ts';
import type { StarterBehaviour, StarterEntry, StarterMode, StarterVersions, Takes } from './starter-data.ts';
import { unseenName } from './unseen.ts';

/**
 * Understands a command line of a known init or wrapper.
 *
 * @param words its words, the program's own first
 */
export function startOf(name: string, entry: StarterEntry, words: Words, around: Surroundings): Started {
  const read = readOptions(words, takesOf(entry));
  const behaviour = behaviourOf(entry, words, read, around);
  const takes = behaviour.takes ?? {};
  return {
    name,
    kind: entry.kind,
    becomes: behaviour.becomes,
    switchesUser: behaviour.switchesUser === true,
    inner: read ? innerOf(name, words, read, takes, withTool(around, entry)) : [unknownInner(name)],
    forwarding: forwardingOf(entry, behaviour, read),
    because: entry.source,
  };
}

/** Options are read before it is known which mode they choose: the values of all modes and versions count. */
function takesOf({ takes = {}, modes = [], versions = [], rewrite = [] }: StarterEntry): Takes {
  const all = [takes, ...[...modes, ...versions].map(({ set }) => set.takes ?? {})];
  const values = all.flatMap((one) =>
    [one.values, one.text, one.split, one.program].flatMap((some) => some ?? []),
  );
  return { ...takes, values: [...values, ...rewrite] };
}

/** Questions to the project are asked under the first name of an entry. */
function withTool(around: Surroundings, { names }: StarterEntry): Surroundings {
  const { project } = around;
  return { ...around, project: project && ((query) => project({ ...query, tool: names[0] ?? '' })) };
}

function unknownInner(name: string) {
  return {
    kind: 'unknown',
    what: unseenName(name),
    because: `${unseenName(name)} is not known`,
  } as const;
}

function behaviourOf(
  entry: StarterEntry,
  words: Words,
  read: ReadOptions | null,
  around: Surroundings,
): StarterBehaviour {
  const versions = entry.versions === undefined ? [] : versionsAt(entry.versions, entry, around);
  const modes = (entry.modes ?? []).filter((mode) => applies(mode, words, read, around));
  return Object.assign({}, entry, ...[...versions, ...modes].map(({ set }) => set));
}

function versionsAt(
  all: readonly StarterVersions[],
  { names }: StarterEntry,
  { version }: Surroundings,
): readonly StarterVersions[] {
  const known = version?.(names[0] ?? '') ?? null;
  return known === null ? [] : all.filter((one) => isAmong(known, one));
}

function isAmong(version: string, { from, below }: StarterVersions): boolean {
  if (from !== undefined && compareVersions(version, from) < 0) return false;
  return below === undefined || compareVersions(version, below) < 0;
}

function applies(
  { options, env, subcommands }: StarterMode,
  words: Words,
  read: ReadOptions | null,
  around: Surroundings,
): boolean {
  const first = words[read?.operands[0] ?? -1];
  if (first && subcommands?.includes(first)) return true;
  const given = options?.some((name) => read?.options.some((option) => option.name === name)) === true;
  const set = Object.entries(env ?? {}).some(([name, value]) =>
    value === null ? around.env.has(name) : around.env.get(name) === value,
  );
  return given || set;
}

function forwardingOf(
  entry: StarterEntry,
  behaviour: StarterBehaviour,
  read: ReadOptions | null,
): Forwarding {
  return {
    forwards: behaviour.forwards ?? 'unknown',
    signals: behaviour.signals ?? {},
    rewrites: { ...behaviour.sends, ...rewritesOf(entry, read) },
    stays: behaviour.hurries === 'below-init' ? 'as-pid-1' : behaviour.hurries !== true,
    waitsForAll: behaviour.waitsForAll ?? false,
    grace: behaviour.grace ?? null,
    reaps: behaviour.reaps === true,
    leads: behaviour.leads === true,
  };
}

/** `-r 15:2`: SIGTERM is passed on as SIGINT; `15:0`: not at all. */
function rewritesOf({ rewrite }: StarterEntry, read: ReadOptions | null): Forwarding['rewrites'] {
  const pairs = (read?.options ?? [])
    .filter(({ name }) => rewrite?.includes(name))
    .flatMap(({ value }) => {
      const [from, to] = (value ?? '').split(':');
      const signal = signalName(from ?? '');
      return signal === null ? [] : [[signal, to === '0' ? null : signalName(to ?? '')] as const];
    });
  return Object.fromEntries(pairs);
}
