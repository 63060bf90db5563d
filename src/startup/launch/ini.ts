/** The sections of an INI file with their keys and values; a line that is indented goes on with the value before. */
export function readIni(text: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const sections = new Map<string, Map<string, string>>();
  let section = new Map<string, string>();
  let last: string | null = null;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const name = /^\[([^\]]+)\]/.exec(line)?.[1];
    if (name !== undefined) {
      section = sections.get(name.trim()) ?? new Map();
      sections.set(name.trim(), section);
      last = null;
    } else if (/^\s+\S/.test(line) && last !== null) {
      section.set(last, `${section.get(last) ?? ''} ${withoutComment(line)}`.trim());
    } else {
      const [, key = '', value = ''] = /^([^#;=:][^=:]*)[=:](.*)$/.exec(line) ?? [];
      last = key === '' ? null : key.trim().toLowerCase();
      if (last !== null) section.set(last, withoutComment(value));
    }
  }
  return sections;
}

/** A comment within a line begins with a blank and a semicolon. */
function withoutComment(value: string): string {
  return value.replace(/\s;.*$/, '').trim();
}

/** Whether a value says yes. */
export function isOn(value: string | undefined): boolean {
  return /^(true|yes|on|1)$/i.test(value ?? '');
}
