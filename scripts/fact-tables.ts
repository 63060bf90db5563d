import { table } from './marked-part.ts';

/** The recorded facts, as `test/facts` has them. */
export interface Facts {
  readonly shells: {
    readonly forms: Readonly<Record<string, string>>;
    readonly shells: readonly {
      readonly shell: string;
      readonly version: string;
      readonly build: string;
      readonly forms: Readonly<Record<string, { readonly stop: string; readonly pid1: string }>>;
    }[];
  };
  readonly inits: {
    readonly outcomes: Readonly<Record<string, Readonly<Record<string, { readonly stop: string }>>>>;
  };
  readonly wrappers: { readonly wrappers: Readonly<Record<string, { readonly stop: string }>> };
  readonly signals: {
    readonly programs: Readonly<
      Record<
        string,
        Readonly<
          Record<string, Readonly<Record<string, { readonly ends: boolean; readonly exit: number | null }>>>
        >
      >
    >;
  };
}

const forms = [
  'simple',
  'and-list',
  'semicolon-list',
  'redirect-out',
  'group',
  'if',
  'pipeline',
  'exec',
] as const;

/** Which shells give way to the program, form by form. */
export function shellTable({ shells }: Facts): string {
  const newest = shells.shells.filter(
    (one) => !shells.shells.some((other) => sameShell(one, other) && isNewer(other.version, one.version)),
  );
  const old = shells.shells.filter(({ shell, version }) => shell === 'bash' && /^(4\.2|5\.0)/.test(version));
  const shown = [...new Set([...newest, ...old])].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const heading = ['shell', ...forms.map((form) => `\`${shells.forms[form]}\``)];
  const rows = shown.map((one) => [
    nameOf(one),
    ...forms.map((form) => {
      const { stop, pid1 } = one.forms[form] ?? { stop: '?', pid1: '' };
      return pid1 === 'workload' ? 'gives way' : `stays: ${stop}`;
    }),
  ]);
  return table([heading, ...rows]);
}

type MeasuredShell = Facts['shells']['shells'][number];

function nameOf({ shell, version, build }: MeasuredShell): string {
  return `${shell} ${version}${build === 'debian' ? ' (Debian)' : ''}`;
}

function sameShell(a: MeasuredShell, b: MeasuredShell): boolean {
  return a.shell === b.shell && a.build === b.build;
}

function isNewer(a: string, b: string): boolean {
  return a.localeCompare(b, 'en', { numeric: true }) > 0;
}

/** What inits do to what is below them. */
export function initTable({ inits }: Facts): string {
  const names = Object.keys(Object.values(inits.outcomes)[0] ?? {});
  const heading = ['below it', ...names.map((name) => (name === 'none' ? 'no init' : name))];
  const rows = Object.entries(inits.outcomes).map(([below, outcomes]) => [
    `\`${below}\``,
    ...names.map((name) => outcomes[name]?.stop ?? '–'),
  ]);
  return table([heading, ...rows]);
}

/** What programs that start another one do with SIGTERM. */
export function wrapperTable({ wrappers }: Facts): string {
  const rows = Object.entries(wrappers.wrappers).map(([name, { stop }]) => [`\`${name}\``, stop]);
  return table([['PID 1', 'outcome'], ...rows]);
}

/** What signals do to programs that install no handler. */
export function signalTable({ signals }: Facts): string {
  const names = Object.keys(Object.values(signals.programs)[0] ?? {});
  const cell = (ends: { readonly ends: boolean; readonly exit: number | null } | undefined): string =>
    ends === undefined ? '–' : ends.ends ? `ends (${ends.exit})` : 'goes on';
  const rows = Object.entries(signals.programs).flatMap(([program, bySignal]) =>
    ['as PID 1', 'below tini'].map((where) => [
      `${program}, ${where}`,
      ...names.map((signal) => cell(bySignal[signal]?.[where])),
    ]),
  );
  return table([['a program without handlers', ...names], ...rows]);
}
