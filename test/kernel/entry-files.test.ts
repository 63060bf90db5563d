import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ShellFact } from '../../src/knowledge/types.ts';
import { modelCommand } from '../startup/model-command.ts';
import { measureProgram } from './measure-program.ts';
import { buildToolbox, removeToolbox, type Toolbox } from './toolbox.ts';

const dash: ShellFact = { implementation: 'dash', version: '0.5.12', build: 'debian', sure: true };
const fixtures = fileURLToPath(new URL('../../fixtures/signal-has-no-handler/', import.meta.url));

/** Fixtures with an entry file: how it is started beside its files, and whether it handles SIGTERM. */
const cases = [
  ['silent-node-entry', '/usr/bin/node', 'server.js', true],
  ['silent-node-import', '/usr/bin/node', 'src/main.js', true],
  ['silent-python-entry', '/usr/bin/python3', 'worker.py', true],
  ['silent-perl-entry', '/usr/bin/perl', 'worker.pl', true],
  ['silent-php-entry', '/usr/bin/php', 'worker.php', true],
  ['silent-node-package-main', '/usr/bin/node', '.', true],
  ['node-handler-nobody-calls', '/usr/bin/node', 'server.js', false],
  ['python-handler-nobody-calls', '/usr/bin/python3', 'worker.py', false],
  ['node-handler-in-comment', '/usr/bin/node', 'server.js', false],
  ['node-handler-says-only', '/usr/bin/node', 'server.js', false],
  ['python-ignores', '/usr/bin/python3', 'worker.py', false],
] as const;

let toolbox: Toolbox;

beforeAll(async () => {
  toolbox = await buildToolbox();
});

afterAll(() => removeToolbox(toolbox));

function filesIn(folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(folder, { recursive: true }).map(String);
  const texts = names.filter(
    (name) => /\.(js|json|py|pl|php)$/.test(name) && statSync(join(folder, name)).isFile(),
  );
  return Object.fromEntries(texts.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

describe('what an entry file is seen to handle ends it as PID 1', () => {
  test.each(cases)(
    '%s',
    async (folder, program, entry, handles) => {
      if (!existsSync(program)) {
        console.log(`${program} is not installed`);
        return;
      }
      const files = filesIn(join(fixtures, folder));
      expect(modelCommand([program, entry], () => dash, { files }).stop).toBe(
        handles ? 'graceful' : 'unknown',
      );
      const start = `exec ${program} ${entry}`;
      const { outcome } = await measureProgram({ name: folder, start, files }, 'SIGTERM', false, toolbox);
      expect(outcome === 'ended before' ? outcome : outcome.ends).toBe(handles);
    },
    60_000,
  );
});
