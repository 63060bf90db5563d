import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of a case, and whether it may be executed. */
export interface ScriptFile {
  readonly text: string;
  readonly executable: boolean;
}

/** An image that starts a script: what its Dockerfile says, and the files in its working directory. */
export interface ScriptCase {
  /** The topic and the name: `traps/trap-foreground`. */
  readonly name: string;
  readonly lines: readonly string[];
  readonly files: Readonly<Record<string, ScriptFile>>;
  /** Further programs in PATH: name → absolute path. */
  readonly programs: Readonly<Record<string, string>>;
}

const folder = fileURLToPath(new URL('./data/scripts', import.meta.url));

/**
 * The cases of `data/scripts`, in the order of the files; its README says how they are written.
 *
 * @param only a regular expression for the names of those that are wanted; by default all.
 */
export function readScriptCases(only = ''): readonly ScriptCase[] {
  return allCases().filter(({ name }) => new RegExp(only).test(name));
}

function allCases(): readonly ScriptCase[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.txt'));
  return names.sort().flatMap((name) => {
    const [, ...parts] = readFileSync(join(folder, name), 'utf8').split(/^## /m);
    return parts.map((part) => readCase(name.replace('.txt', ''), part));
  });
}

function readCase(topic: string, text: string): ScriptCase {
  const [head = '', ...files] = text.split(/^@ /m);
  const [name, ...rest] = head.split('\n').filter((line) => line !== '');
  const programs = rest.filter((line) => line.startsWith('% ')).map((line) => line.slice(2).split(' '));
  const lines = rest.filter((line) => !line.startsWith('% '));
  const starts = lines.some((line) => /^(CMD|ENTRYPOINT)/.test(line));
  return {
    name: `${topic}/${name}`,
    lines: starts ? lines : [...lines, 'ENTRYPOINT ["./entry.sh"]'],
    files: Object.fromEntries(files.map(readFile)),
    programs: Object.fromEntries(programs),
  };
}

/** `- name`: not executable; an empty line at the end parts the cases. */
function readFile(part: string): readonly [string, ScriptFile] {
  const end = part.indexOf('\n');
  const head = part.slice(0, end);
  const text = part
    .slice(end + 1)
    .replace(/\n$/, '')
    .replace(/\\r$/gm, '\r');
  return [head.replace(/^[-+] /, ''), { text, executable: !head.startsWith('- ') }];
}
