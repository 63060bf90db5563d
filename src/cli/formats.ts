import type { MachineFormat } from '../report/machine-report.ts';

/** The formats that are written for programs, each loaded when it is asked for. */
const writers = {
  compact: async () => (await import('../report/compact.ts')).compact,
  sarif: async () => (await import('../report/sarif.ts')).sarif,
  github: async () => (await import('../report/github.ts')).github,
  gitlab: async () => (await import('../report/gitlab.ts')).gitlab,
  checkstyle: async () => (await import('../report/checkstyle.ts')).checkstyle,
  junit: async () => (await import('../report/junit.ts')).junit,
  sonarqube: async () => (await import('../report/sonarqube.ts')).sonarqube,
  rdjson: async () => (await import('../report/rdjson.ts')).rdjson,
} satisfies Record<string, () => Promise<MachineFormat>>;

type WrittenFormat = keyof typeof writers;

/** What `--format` may be. */
export type Format = 'pretty' | 'json' | WrittenFormat;
export const formats: readonly Format[] = ['pretty', 'json', ...(Object.keys(writers) as WrittenFormat[])];

/** The formats of `explain`. */
export const explainFormats = ['pretty', 'json'] as const;

/** The formats for programs in which a finding comes with its fix. */
const withFixes: readonly Format[] = ['json', 'sarif', 'rdjson'];

/** Whether a run reports how findings can be mended: in a format that does, or to people who do not want it in brief. */
export function tellsFixes({
  format,
  output,
  quiet,
}: {
  readonly format: Format | null;
  readonly output: string | null;
  readonly quiet: boolean;
}): boolean {
  const forPeople = format === null || format === 'pretty' || output !== null;
  return (forPeople && !quiet) || (format !== null && withFixes.includes(format));
}

/** What writes a format. */
export function loadFormat(format: WrittenFormat): Promise<MachineFormat> {
  return writers[format]();
}
