/**
 * Measures what shells make of command forms, and writes
 * `test/kernel/data/shell-forms.json`. Run it from the project's folder, as
 * root: `npm run measure -- [--forms REGEX] [--shells REGEX] [--jobs N] [--output FILE]`.
 *
 * The shells are those of the machine and those that PID1_LINT_SHELLS lists as
 * `IMPLEMENTATION|VERSION|BUILD|PATH`, separated by commas or newlines. What is
 * not measured in this run, stays in the file.
 */
import { execFile } from 'node:child_process';
import { readFile, realpath, writeFile } from 'node:fs/promises';
import { release } from 'node:os';
import { parseArgs, promisify } from 'node:util';
import { ARGV_FORMS, FILES, OTHER_SIGNAL_FORMS, OTHER_SIGNALS, SCRIPT_FORMS } from './forms.ts';
import { GRACE_MS, measureForm, type Outcomes, shellId, type Task } from './measure-form.ts';
import { mapConcurrently } from './observe.ts';
import { findShells, parseShellList, type Shell } from './shells.ts';
import { buildToolbox, removeToolbox } from './toolbox.ts';

/** Shells that behave alike, and how. */
type Group = { shells: string[] } & Outcomes;

interface FormResults {
  command: readonly string[];
  SIGTERM: Group[];
  [signal: string]: Group[] | readonly string[];
}

interface Measurements {
  method: string;
  kernel: string;
  inits: Record<string, string>;
  shells: Record<string, Omit<Shell, 'path' | 'name'>>;
  files: Readonly<Record<string, string>>;
  forms: Record<string, FormResults>;
}

const METHOD =
  'Each command was run as PID 1 of a new PID namespace and session, its standard input /dev/null, ' +
  'and then, where that left a shell as PID 1, below `tini --` and `tini -g --`; {sh} is the shell under its ' +
  'usual name, {as-sh} the same executable called sh. HOME has start-up files that only put the workload into ' +
  'PATH. app, app2 and server are a program that handles the stop signals, cleans up for 300 ms and exits 0; ' +
  '`--default`: without handlers. When the tree had come to rest, the signal was sent to PID 1 from the parent ' +
  "namespace; after GRACE ms PID 1 was killed. process: what PID 1 (or the init's child) was; tree: what was " +
  "below it, forked shells written `sh`; stop: the outcome; exit: PID 1's exit status, absent where it had to be " +
  'killed; stayed: the workload was done and PID 1 stayed; restless: the tree never came to rest; restarted: a ' +
  'workload was started after the signal; got: signals that workloads got, where not just the stop signal; ' +
  'ignores: signals that workloads inherited as ignored.';

const SAVE_EVERY = 400;

const { values: options } = parseArgs({
  options: {
    forms: { type: 'string' },
    shells: { type: 'string' },
    jobs: { type: 'string', default: '20' },
    output: { type: 'string', default: 'test/kernel/data/shell-forms.json' },
  },
});

const shells = await allShells();
const tasks = allTasks(shells, new RegExp(options.forms ?? ''));
const results = await readMeasurements();
const toolbox = await buildToolbox('test/kernel');
try {
  console.log(`${tasks.length} forms × shells, ${shells.length} shells`);
  let done = 0;
  await mapConcurrently(tasks, Number(options.jobs), async (task) => {
    record(results, task, await measureForm(task, toolbox));
    done += 1;
    if (done % SAVE_EVERY === 0) {
      console.log(`${done}/${tasks.length}`);
      await save(results);
    }
  });
  await save(results);
} finally {
  await removeToolbox(toolbox);
}

async function allShells(): Promise<Shell[]> {
  const { found, missing } = await findShells();
  if (missing.length > 0) console.error(`not installed: ${missing.join(', ')}`);
  const listed = [...found, ...parseShellList(process.env.PID1_LINT_SHELLS ?? '')];
  const wanted = listed.filter((shell) => new RegExp(options.shells ?? '').test(shellId(shell)));
  return Promise.all(wanted.map(async (shell) => ({ ...shell, path: await realpath(shell.path) })));
}

function allTasks(shells: readonly Shell[], wanted: RegExp): Task[] {
  const commands: Record<string, readonly string[]> = { ...ARGV_FORMS };
  for (const [form, script] of Object.entries(SCRIPT_FORMS)) commands[form] = ['{sh}', '-c', script];
  return Object.entries(commands)
    .filter(([form]) => wanted.test(form))
    .flatMap(([form, command]) => {
      const signals = ['SIGTERM', ...(OTHER_SIGNAL_FORMS.includes(form) ? OTHER_SIGNALS : [])];
      return signals.flatMap((signal) => shells.map((shell) => ({ form, command, signal, shell })));
    });
}

/** Replaces what is known of a form, signal and shell. */
function record(results: Measurements, { form, command, signal, shell }: Task, outcomes: Outcomes): void {
  const id = shellId(shell);
  const { implementation, version, build } = shell;
  results.shells[id] = { implementation, version, build };
  const known = results.forms[form] ?? { command, SIGTERM: [] };
  const groups = ((known[signal] as Group[] | undefined) ?? [])
    .map((group) => ({ ...group, shells: group.shells.filter((other) => other !== id) }))
    .filter((group) => group.shells.length > 0);
  const alike = groups.find((group) => sameOutcomes(group, outcomes));
  if (alike) alike.shells.push(id);
  else groups.push({ shells: [id], ...outcomes });
  results.forms[form] = { ...known, command, [signal]: groups };
}

function sameOutcomes({ shells: _, ...known }: Group, outcomes: Outcomes): boolean {
  return JSON.stringify(known) === JSON.stringify(outcomes);
}

async function readMeasurements(): Promise<Measurements> {
  const known = await readFile(options.output, 'utf8').then(
    (text) => JSON.parse(text) as Partial<Measurements>,
    () => ({}) as Partial<Measurements>,
  );
  return {
    method: METHOD.replace('GRACE', String(GRACE_MS)),
    kernel: `Linux ${release().split('-')[0]}`,
    inits: { tini: await versionOf('tini') },
    shells: known.shells ?? {},
    files: FILES,
    forms: known.forms ?? {},
  };
}

async function versionOf(program: string): Promise<string> {
  const { stdout } = await promisify(execFile)(program, ['--version']);
  return /[\d.]+/.exec(stdout)?.[0] ?? '';
}

/** Writes the measurements in the order of the forms, one group of shells per line. */
async function save(results: Measurements): Promise<void> {
  const order = [...Object.keys(SCRIPT_FORMS), ...Object.keys(ARGV_FORMS)];
  const forms = Object.fromEntries(
    order.flatMap((form) => {
      const known = results.forms[form];
      return known ? [[form, sorted(known)]] : [];
    }),
  );
  const shells = Object.fromEntries(Object.entries(results.shells).sort(([a], [b]) => compare(a, b)));
  await writeFile(options.output, `${layOut({ ...results, shells, forms })}\n`);
}

function sorted({ command, ...signals }: FormResults): FormResults {
  const entries = Object.entries(signals).map(([signal, groups]): [string, Group[]] => {
    const list = (groups as Group[]).map((group) => ({ ...group, shells: group.shells.toSorted(compare) }));
    return [
      signal,
      list.sort((a, b) => b.shells.length - a.shells.length || compare(a.shells[0], b.shells[0])),
    ];
  });
  return { command, SIGTERM: [], ...Object.fromEntries(entries) };
}

function compare(a = '', b = ''): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** JSON with objects laid out until a group of shells, which stays on one line. */
function layOut(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (!value.some((item) => typeof item === 'object')) return JSON.stringify(value);
    return `[\n${value.map((item) => inner + JSON.stringify(item)).join(',\n')}\n${indent}]`;
  }
  const entries = Object.entries(value).map(
    ([key, item]) => `${inner}${JSON.stringify(key)}: ${layOut(item, inner)}`,
  );
  return `{\n${entries.join(',\n')}\n${indent}}`;
}
