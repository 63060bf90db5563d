import type { Instruction, SyntaxProblem } from './instruction.ts';

type FlagKind = 'text' | 'texts' | 'switch';
type FlagRules = Readonly<Record<string, FlagKind>>;

/**
 * The flags that each instruction knows (BuildKit frontend/dockerfile/instructions/parse.go); the others know none.
 * `--device` needs the labs channel of the syntax.
 */
const flagRules: Readonly<Record<string, FlagRules>> = {
  ADD: {
    chown: 'text',
    chmod: 'text',
    checksum: 'text',
    link: 'switch',
    'keep-git-dir': 'switch',
    unpack: 'switch',
    exclude: 'texts',
  },
  COPY: { chown: 'text', chmod: 'text', from: 'text', link: 'switch', parents: 'switch', exclude: 'texts' },
  FROM: { platform: 'text' },
  HEALTHCHECK: {
    interval: 'text',
    timeout: 'text',
    'start-period': 'text',
    'start-interval': 'text',
    retries: 'text',
  },
  RUN: { mount: 'texts', network: 'text', security: 'text', device: 'texts' },
};

/** These never look at their flags. */
const unchecked: ReadonlySet<string> = new Set(['ARG', 'STOPSIGNAL']);

/** The first flag that BuildKit refuses (frontend/dockerfile/instructions/bflag.go); null when it takes them all. */
export function flagProblem({ keyword, flags }: Instruction): SyntaxProblem | null {
  if (unchecked.has(keyword)) return null;
  const seen = new Set<string>();
  for (const { name, value, span } of flags) {
    const message = refusal(name, value, Object.entries(flagRules[keyword] ?? {}), seen);
    if (message !== null) return { message, span };
    seen.add(name);
  }
  return null;
}

/** Whether a switch such as `--link` or `--link=true` is on. */
export function isSwitchOn({ flags }: Instruction, name: string): boolean {
  const flag = flags.find((one) => one.name === name);
  return flag !== undefined && flag.value?.toLowerCase() !== 'false';
}

/** The value of a flag; null when it is not there or empty, which is the same to BuildKit. */
export function flagValue({ flags }: Instruction, name: string): string | null {
  return flags.find((one) => one.name === name)?.value || null;
}

function refusal(
  name: string,
  value: string | null,
  rules: readonly (readonly [string, FlagKind])[],
  seen: ReadonlySet<string>,
): string | null {
  const kind = rules.find(([known]) => known === name)?.[1];
  if (kind === undefined) return `unknown flag: --${name}`;
  if (seen.has(name) && kind !== 'texts') return `duplicate flag specified: --${name}`;
  if (kind !== 'switch') return value === null ? `missing a value on flag: --${name}` : null;
  if (value === '') return `missing a value on flag: --${name}`;
  const isBoolean = value === null || /^(?:true|false)$/i.test(value);
  return isBoolean ? null : `expecting boolean value for flag --${name}, not: ${value}`;
}

/** The values of a flag that may be given several times. */
export function flagValues({ flags }: Instruction, name: string): readonly string[] {
  return flags.flatMap((one) => (one.name === name && one.value ? [one.value] : []));
}
