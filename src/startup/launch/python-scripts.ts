import { parse } from 'smol-toml';
import type { ProjectAnswer, ProjectQuery } from '../../knowledge/started.ts';
import type { ReadProjectFile } from './project-file.ts';

type Table = Readonly<Record<string, unknown>>;

/**
 * What a name behind `run` starts that pyproject.toml or a Pipfile gives to it. An entry point (`web = "app.main:run"`)
 * is a function of a module, which python loads. What no file names is a command.
 */
export function pythonScript({ tool, name }: ProjectQuery, read: ReadProjectFile): ProjectAnswer {
  const script = name ?? '';
  if (tool === 'uv' && /\.pyw?$/.test(script)) return one(`python ${script}`);
  const file = tool === 'pipenv' ? 'Pipfile' : 'pyproject.toml';
  const text = read(file);
  if (typeof text !== 'string') return { kind: 'unread', because: text.because };
  const settings = parseToml(text);
  if (!settings) return { kind: 'unread', because: `${file} is not valid TOML` };
  const command = ownCommand(tool, settings, script);
  if (command !== null) return one(command);
  const entry = [within(settings, 'project', 'scripts'), within(settings, 'tool', 'poetry', 'scripts')]
    .map((scripts) => entryPoint(own(scripts, script)))
    .find((command) => command !== null);
  return entry ? one(entry) : { kind: 'absent', because: `${file} has no script ${script}` };
}

function one(text: string): ProjectAnswer {
  return { kind: 'texts', processes: [{ texts: [text] }] };
}

/** A TOML file as plain values; null for a text that is none. */
function parseToml(text: string): Table | null {
  try {
    return parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}

/** A command that the tool itself has under a name. */
function ownCommand(tool: string, settings: Table, name: string): string | null {
  switch (tool) {
    case 'pipenv':
      return ownText(within(settings, 'scripts'), name);
    case 'pdm':
      return pdmScript(own(within(settings, 'tool', 'pdm', 'scripts'), name));
    case 'hatch': {
      const [environment, script] = name.includes(':') ? name.split(':', 2) : ['default', name];
      return ownText(within(settings, 'tool', 'hatch', 'envs', environment ?? '', 'scripts'), script ?? '');
    }
    case 'rye':
      return pdmScript(own(within(settings, 'tool', 'rye', 'scripts'), name));
    default:
      return null;
  }
}

/** A script is a text, `{cmd = …}` (a text or words), `{shell = …}`, which /bin/sh runs, or `{call = "module:function"}`. */
function pdmScript(script: unknown): string | null {
  if (typeof script === 'string') return script;
  if (!isTable(script)) return null;
  const { cmd, shell, call } = script;
  if (typeof cmd === 'string') return cmd;
  if (Array.isArray(cmd)) return cmd.map((word) => quoted(String(word))).join(' ');
  if (typeof shell === 'string') return `sh -c ${quoted(shell)}`;
  return entryPoint(call);
}

function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** `app.main:run` or `{reference = "app.main:run"}`, as the script that an installer makes of it calls the function. */
function entryPoint(entry: unknown): string | null {
  const text = isTable(entry) ? (entry.reference ?? entry.callable) : entry;
  const found =
    typeof text === 'string' ? /^\s*([\w.]+)\s*(?::\s*(\w+)\s*(?:\(\s*\)\s*)?$|(:|$))/.exec(text) : null;
  if (!found) return null;
  const [, module, called] = found;
  return called === undefined
    ? `python -m ${module}`
    : `python -c 'from ${module} import ${called}; ${called}()'`;
}

function ownText(table: Table | null, name: string): string | null {
  const value = own(table, name);
  return typeof value === 'string' ? value : null;
}

function own(table: Table | null, name: string): unknown {
  return table && Object.hasOwn(table, name) ? table[name] : undefined;
}

function within(settings: Table, ...keys: readonly string[]): Table | null {
  let table: unknown = settings;
  for (const key of keys) table = isTable(table) ? own(table, key) : undefined;
  return isTable(table) ? table : null;
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
