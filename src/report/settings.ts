import type { Paint } from './paint.ts';

/** A value, and where it was said; null: it is the default. */
interface ShownValue {
  readonly value: string | boolean | null;
  readonly from: string | null;
}

/** What is in force for one file. */
export interface ShownSettings {
  readonly path: string;
  /** The configuration file that is nearest; null: there is none. */
  readonly config: string | null;
  readonly settings: Readonly<Record<string, ShownValue>>;
  readonly rules: readonly {
    readonly code: string;
    readonly name: string;
    readonly level: string;
    readonly from: string | null;
  }[];
  readonly images: readonly { readonly pattern: string; readonly from: string }[];
  readonly programs: readonly { readonly name: string; readonly from: string }[];
}

/** The settings of files as JSON. */
export function jsonSettings(files: readonly ShownSettings[]): string {
  return `${JSON.stringify({ schemaVersion: 1, files }, null, 2)}\n`;
}

/** The settings of files for people; files with the same settings stand together. */
export function prettySettings(files: readonly ShownSettings[], paint: Paint): string {
  const blocks = new Map<string, string[]>();
  for (const file of files) {
    const block = settingsBlock(file, paint);
    blocks.set(block, [...(blocks.get(block) ?? []), file.path]);
  }
  return [...blocks]
    .map(([block, paths]) => `${paths.map((path) => `${paint.bold(path)}\n`).join('')}${block}`)
    .join('\n');
}

function settingsBlock({ config, settings, rules, images, programs }: ShownSettings, paint: Paint): string {
  const rows = [
    ...Object.entries(settings).map(([name, { value, from }]) => [name, String(value ?? '–'), from] as const),
    ...rules.map(({ code, name, level, from }) => [`${code} ${name}`, level, from] as const),
    ...images.map(({ pattern, from }) => [`image ${pattern}`, '', from] as const),
    ...programs.map(({ name, from }) => [`program ${name}`, '', from] as const),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const valueWidth = Math.max(...rows.map(([, value]) => value.length));
  const lines = rows.map(([name, value, from]) => {
    const place = from ?? paint.dim('default');
    return `  ${name.padEnd(width)}  ${value.padEnd(valueWidth)}  ${place}\n`;
  });
  return `  ${paint.dim(config === null ? 'no configuration file' : `configuration: ${config}`)}\n${lines.join('')}`;
}
