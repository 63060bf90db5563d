import { innerOf } from './inner-of.ts';
import type { ReadOptions, Words } from './read-options.ts';
import { readOptions } from './read-options.ts';
import { signalName } from './signals.ts';
import type { Forwarding, Started, Surroundings } from './started.ts';
import type { StarterBehaviour, StarterEntry, StarterMode, Takes } from './starter-data.ts';

/**
 * Understands a command line of a known init or wrapper.
 *
 * @param words its words, the program's own first
 */
export function startOf(name: string, entry: StarterEntry, words: Words, around: Surroundings): Started {
  const read = readOptions(words, takesOf(entry));
  const behaviour = behaviourOf(entry, read, around);
  const takes = behaviour.takes ?? {};
  return {
    name,
    kind: entry.kind,
    becomes: behaviour.becomes,
    switchesUser: behaviour.switchesUser === true,
    inner: read ? innerOf(name, words, read, takes, around) : [unknownInner(name)],
    forwarding: forwardingOf(entry, behaviour, read),
    because: entry.source,
  };
}

/** Options are read before it is known which mode they choose: the values of all modes count. */
function takesOf(entry: StarterEntry): Takes {
  return {
    ...entry.takes,
    values: [
      ...(entry.takes?.values ?? []),
      ...(entry.takes?.text ?? []),
      ...(entry.takes?.split ?? []),
      ...(entry.takes?.program ?? []),
      ...(entry.rewrite ?? []),
    ],
  };
}

function unknownInner(name: string) {
  return {
    kind: 'unknown',
    what: `what ${name} starts`,
    because: `what ${name} starts is not known`,
  } as const;
}

function behaviourOf(entry: StarterEntry, read: ReadOptions | null, around: Surroundings): StarterBehaviour {
  const modes = (entry.modes ?? []).filter((mode) => applies(mode, read, around));
  return Object.assign({}, entry, ...modes.map(({ set }) => set));
}

function applies({ options, env }: StarterMode, read: ReadOptions | null, around: Surroundings): boolean {
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
    rewrites: rewritesOf(entry, read),
    stays: behaviour.hurries === 'below-init' ? 'as-pid-1' : behaviour.hurries !== true,
    waitsForAll: behaviour.waitsForAll === true,
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
