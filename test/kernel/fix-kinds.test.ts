import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { circumstances } from './circumstances.ts';
import { FIX_KINDS, type FixKind, type KindCase, STAND_INS } from './fix-kinds.ts';
import { type Observation, observe } from './observe.ts';
import type { ScriptCase } from './script-cases.ts';
import { fixedImage, type ScriptImage, scriptImage } from './script-run.ts';
import { buildToolbox, removeToolbox, type Toolbox } from './toolbox.ts';

// Every kind of fix is run on three images or more, before and after: the workload must be told of the stop and may
// finish, and must have been started as before but for what the fix says that it changes.

const root = fileURLToPath(new URL('../..', import.meta.url));

let toolbox: Toolbox;

beforeAll(async () => {
  toolbox = await buildToolbox();
});

afterAll(() => removeToolbox(toolbox));

/** The titles that the code gives to fixes, what is filled in replaced by an example. */
function titlesInCode(): readonly string[] {
  const rooms = readdirSync(join(root, 'rules')).flatMap((room) =>
    readdirSync(join(root, 'rules', room))
      .filter((file) => file.endsWith('.ts'))
      .map((file) => `rules/${room}/${file}`),
  );
  const shared = readdirSync(join(root, 'src/rewrite')).map((file) => `src/rewrite/${file}`);
  return [...rooms, ...shared].flatMap((file) => {
    const code = readFileSync(join(root, file), 'utf8');
    const found = code.matchAll(
      /(?:\btitle(?::| =)(?:[^'"`;,]*\?)?|\bfixes\(|'(?:safe|unsafe)' \}|: )\s*(['`])((?:use|start|tell|let|write|run|add|put|stop|say|end|make|give|hand) (?:\\.|(?!\1).)+)\1/g,
    );
    return [...found].map(([, , title = '']) => title.replaceAll('\\`', '`'));
  });
}

/** A title as it stands in code, with everything that it is filled in with left open. */
function fits(title: string, { title: pattern }: FixKind): boolean {
  const examples = ['tini', 'SIGQUIT', 'app', 'apache2ctl', 'flock', '/bin/sh', '`app`', 'npm', ''];
  const filled = examples.map((example) => title.replace(/\$\{[^}]*\}/g, example));
  // Of a title within a title only the inner part is found.
  return filled.some((text) => pattern.test(text) || pattern.test(`${text} at PID 1`));
}

function imageOf({ lines, files = {}, plain = [] }: KindCase): ScriptImage {
  const one: ScriptCase = {
    name: lines.join(' ⏎ '),
    lines,
    files: Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, { text, executable: !plain.includes(name) }]),
    ),
    programs: {},
  };
  return scriptImage(one);
}

/** The machine's inits stand where the packages would put them. */
function here(argv: readonly string[]): readonly string[] {
  return argv.map((word, index) => (index === 0 ? word.replace(/^\/(?=tini$|dumb-init$)/, '') : word));
}

function run({ text, files, image }: ScriptImage, env: Readonly<Record<string, string>> = {}) {
  const made = text.includes('chmod');
  const all = Object.entries(files);
  const scripts = all.filter(([, file]) => file.executable || made);
  return observe(here(image.argv), {
    toolbox,
    signal: image.stopSignal,
    graceMs: 4000,
    startMs: 20_000,
    attempts: 3,
    names: ['app', 'app2', ...STAND_INS],
    files: Object.fromEntries(all.map(([name, file]) => [name, file.text])),
    executables: scripts.map(([name]) => name),
    plain: all.filter((one) => !scripts.includes(one)).map(([name]) => name),
    env: {
      npm_config_update_notifier: 'false',
      ...Object.fromEntries([...image.config.env].filter(([name]) => name !== 'PATH')),
      ...env,
    },
  });
}

/** How the workloads were started, without what a fix says that it changes. */
function startedAs(seen: Observation, { changes = [] }: FixKind): unknown {
  return circumstances(seen).map((one) =>
    Object.fromEntries(Object.entries(one).filter(([name]) => !changes.some((change) => change === name))),
  );
}

const cases = FIX_KINDS.flatMap((kind) =>
  kind.cases.map((one) => ({ kind, one, name: `${kind.title.source} | ${one.lines.join(' ⏎ ')}` })),
);

describe('kinds of fixes', () => {
  test('every title in the code belongs to a kind', () => {
    const titles = titlesInCode();
    expect(titles.length).toBeGreaterThanOrEqual(20);
    expect(titles.filter((title) => !FIX_KINDS.some((kind) => fits(title, kind)))).toEqual([]);
  });

  test('every kind has three cases or a test of its own', () => {
    const few = FIX_KINDS.filter(({ cases: own, elsewhere }) => !elsewhere && own.length < 3);
    expect(few.map(({ title }) => title.source)).toEqual([]);
  });

  test.concurrent.each(cases)('$name', async ({ kind, one }) => {
    const before = imageOf(one);
    const { after, titles } = fixedImage(before, ['safe', 'unsafe']);
    expect(titles.filter((title) => kind.title.test(title))).not.toEqual([]);
    const is = await run(after);
    expect([is.stop, is.exitStatus]).toEqual(['graceful', kind.endsWith ?? 0]);
    if (kind.mends) return;
    const was = await run(before);
    expect(startedAs(is, kind)).toEqual(startedAs(was, kind));
    if (kind.changes?.includes('status')) return;
    const ends = await Promise.all([before, after].map((image) => run(image, { PID1_LINT_ENDS: '7' })));
    const [first, second] = ends.map(({ exitStatus }) => exitStatus);
    expect(second).toBe(first);
  });
});
