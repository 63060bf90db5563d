import type { ProjectAnswer, ProjectQuery, TextPlace } from '../../knowledge/started.ts';
import { jsonStringAt } from './json-place.ts';
import type { PlaceProjectFile, ReadProjectFile } from './project-file.ts';

/** What a script of package.json runs. `npm start` without one runs `node server.js` where that file is. */
export function packageScript(
  { tool, name }: ProjectQuery,
  read: ReadProjectFile,
  place: PlaceProjectFile,
): ProjectAnswer {
  const text = read('package.json');
  if (typeof text !== 'string') return { kind: 'unread', because: text.because };
  const scripts = scriptsIn(text, 'scripts');
  if (!scripts) return { kind: 'unread', because: 'package.json is not valid JSON' };
  const script = scripts.get(name ?? '');
  if (script !== undefined) return one(script, sourceIn(place('package.json'), name ?? '', script));
  if (tool === 'npm' && name === 'start' && typeof read('server.js') === 'string')
    return one('node server.js');
  return { kind: 'absent', because: `package.json has no script ${name ?? ''}` };
}

/** What a task of deno.json runs, or else a script of package.json. */
export function denoTask(query: ProjectQuery, read: ReadProjectFile, place: PlaceProjectFile): ProjectAnswer {
  for (const file of ['deno.json', 'deno.jsonc']) {
    const text = read(file);
    if (typeof text !== 'string') continue;
    const tasks = scriptsIn(text, 'tasks');
    if (!tasks) return { kind: 'unread', because: `${file} is not plain JSON` };
    const task = tasks.get(query.name ?? '');
    if (task !== undefined) return one(task);
  }
  return packageScript(query, read, place);
}

function one(text: string, source: TextPlace | null = null): ProjectAnswer {
  return { kind: 'texts', processes: [{ texts: [text], ...(source && { sources: [source] }) }] };
}

/** Where a script of package.json stands; null where it does not stand there as it is run. */
function sourceIn(file: TextPlace | null, name: string, script: string): TextPlace | null {
  const text = file && jsonStringAt(file.text, ['scripts', name]);
  return file && text?.text === script ? { file: file.file, text } : null;
}

/** The commands under a key of a JSON object, by name; null where the text is none. */
function scriptsIn(text: string, key: string): ReadonlyMap<string, string> | null {
  const parsed = parseObject(text);
  if (!parsed) return null;
  const scripts = parsed[key];
  if (typeof scripts !== 'object' || scripts === null) return new Map();
  return new Map(
    Object.entries(scripts).flatMap(([name, value]): (readonly [string, string])[] => {
      // deno: `{"command": …}`
      const command = typeof value === 'object' && value !== null ? value.command : value;
      return typeof command === 'string' ? [[name, command]] : [];
    }),
  );
}

/** A JSON object; null for any other text. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
