import { readFile, realpath } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { leaveOut } from '../support/left-out.ts';
import { measureForm, type Outcomes, shellId } from './measure-form.ts';
import { mapConcurrently } from './observe.ts';
import { findShells, type Shell } from './shells.ts';
import { buildToolbox, removeToolbox, type Toolbox } from './toolbox.ts';

interface Recorded {
  readonly forms: Record<
    string,
    { readonly command: readonly string[]; readonly SIGTERM: readonly ({ shells: string[] } & Outcomes)[] }
  >;
}

/** One form per rule of `src/knowledge/SHELLS.md`: where shells and versions part ways. */
const SAMPLE = [
  'simple',
  'simple-args',
  'trailing-newline',
  'and-3',
  'semicolon-3',
  'newline-3',
  'semicolon-and',
  'newline-and',
  'redirect-dup',
  'group',
  'group-redirect',
  'subshell',
  'subshell-semicolon-list',
  'subshell-app-true',
  'if',
  'if-then-app',
  'for-then-app',
  'function',
  'function-then-app',
  'eval',
  'command',
  'pipeline',
  'background-sleep-then-app',
  'background-and',
  'background-group-list',
  'trap-ignore',
  'trap-colon',
  'trap-colon-newline',
  'trap-exit',
  'trap-exit-background',
  'trap-kill',
  'trap-kill-wait',
  'trap-kill-variable-twice',
  'script',
  'option-interactive-true',
  'nested',
];

let toolbox: Toolbox;
let recorded: Recorded;
let shells: readonly Shell[];

beforeAll(async () => {
  toolbox = await buildToolbox();
  recorded = JSON.parse(await readFile(new URL('data/shell-forms.json', import.meta.url), 'utf8'));
  const { found } = await findShells();
  shells = await Promise.all(found.map(async (shell) => ({ ...shell, path: await realpath(shell.path) })));
  const others = shells.filter((shell) => !isRecorded(shell)).map(shellId);
  if (others.length > 0) leaveOut(`shells that nothing was recorded of: ${others.join(', ')}`);
});

afterAll(() => removeToolbox(toolbox));

describe('the shells of this machine do what was recorded of them', () => {
  test('at least one of them is in the record', () => {
    expect(shells.filter(isRecorded).map(shellId)).not.toEqual([]);
  });

  test('the sample', async () => {
    const tasks = shells.filter(isRecorded).flatMap((shell) => SAMPLE.map((form) => taskOf(form, shell)));
    const seen = await mapConcurrently(tasks, 16, async (task) => [
      `${shellId(task.shell)}: ${task.form}`,
      await measureForm(task, toolbox),
    ]);
    const known = tasks.map(({ form, shell }) => [
      `${shellId(shell)}: ${form}`,
      recordedOutcomes(form, shell),
    ]);
    expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(known));
  });
});

test('every form that SHELLS.md cites is in the record', async () => {
  const text = await readFile(new URL('../../src/knowledge/SHELLS.md', import.meta.url), 'utf8');
  const cited = [...text.matchAll(/\bMeasured: ([^.]*)\./g)].flatMap(([, list = '']) =>
    [...list.matchAll(/`([^`]+)`/g)].map(([, form = '']) => form),
  );
  expect(cited.length).toBeGreaterThan(100);
  expect(cited.filter((form) => !recorded.forms[form])).toEqual([]);
});

function isRecorded(shell: Shell): boolean {
  return recordedOutcomes('simple', shell) !== undefined;
}

function taskOf(form: string, shell: Shell) {
  const command = recorded.forms[form]?.command;
  if (!command) throw new Error(`not recorded: ${form}`);
  return { form, command, signal: 'SIGTERM', shell };
}

function recordedOutcomes(form: string, shell: Shell): Outcomes | undefined {
  const group = recorded.forms[form]?.SIGTERM.find(({ shells }) => shells.includes(shellId(shell)));
  if (!group) return undefined;
  const { shells: _, ...outcomes } = group;
  return outcomes;
}
