import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stageConfigs } from '../../src/dockerfile/config.ts';
import type { RunRecord } from '../../src/dockerfile/image-config.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { readStages } from '../../src/dockerfile/stages.ts';
import type { Operation } from '../../src/startup/image/build-operations.ts';
import { lastName, type PathSet, pathIn } from '../../src/startup/image/path-set.ts';
import { runMentions } from '../../src/startup/image/run-mentions.ts';
import { runOperations } from '../../src/startup/image/run-operations.ts';

const dash = { implementation: 'dash', version: '0.5.12', build: null, sure: true } as const;
const base = {
  entrypoint: null,
  cmd: null,
  shell: null,
  stopSignal: null,
  user: null,
  workdir: null,
  env: null,
};

function runsOf(text: string): readonly RunRecord[] {
  const stages = readStages(parseDockerfile(text), { buildArgs: new Map() });
  return stageConfigs(stages, () => base).flatMap(({ steps }) =>
    steps.flatMap((step) => (step.kind === 'run' ? step.run : [])),
  );
}

/** Paths that an operation concerns: those that it names and, where it concerns what is below, some of that. */
function concerned(operation: Operation): readonly string[] {
  const below = (path: string): readonly string[] => [path, pathIn(path, 'tool'), pathIn(path, 'deep/tool')];
  const ofSet = ({ path, pattern }: PathSet): readonly string[] =>
    below(pattern ? path.replace(/\[[^\]]*\]|[*?]/g, 'b') : path);
  switch (operation.kind) {
    case 'write':
      return [operation.path];
    case 'transfer': {
      const target = [operation.to, pathIn(operation.to, lastName(operation.from).replace(/[*?]/g, 'b'))];
      const source = ofSet({ path: operation.from, pattern: operation.pattern, recursive: true, name: null });
      return [...target.flatMap(below), ...(operation.moves ? source : [])];
    }
    case 'link':
      return [...below(operation.path), ...below(pathIn(operation.path, lastName(operation.target)))];
    case 'mode':
    case 'line-ends':
    case 'remove':
      return operation.paths.recursive ? ofSet(operation.paths) : ofSet(operation.paths).slice(0, 1);
    case 'opaque':
      return operation.paths.flatMap(ofSet);
    case 'copy':
      return [];
  }
}

/** The paths that a RUN concerns and is said not to concern. The root alone is nothing that anybody looks for. */
function overlooked(text: string): readonly unknown[] {
  return runsOf(text).flatMap((run) => {
    const mentions = runMentions(run.instruction, text);
    const operations = runOperations(run, { file: 'Dockerfile', text, shell: () => dash });
    return operations
      .flatMap((operation) => concerned(operation).map((path) => ({ kind: operation.kind, path })))
      .filter(({ path }) => path !== '/' && !mentions.mayConcern(path))
      .map((one) => ({ ...one, run: run.instruction.arguments.text }));
  });
}

const name = fc.constantFrom(
  'a',
  'b',
  'usr',
  'bin',
  'tool',
  '.',
  '..',
  '*',
  'b*',
  '[ab]',
  '"b"',
  "'usr'",
  'b\\i',
);
const path = fc
  .tuple(
    fc.constantFrom('', '/', './', '/usr/', '/usr/local/', '~/'),
    fc.array(name, { minLength: 1, maxLength: 3 }),
  )
  .map(([start, names]) => `${start}${names.join('/')}`);
const command = fc
  .tuple(
    fc.constantFrom(
      'cp A B', 'cp -r A B', 'cp A B /usr/bin', 'cp -t A B', 'mv A B', 'install -m755 A B', 'ln -s A B', 'ln -sf A',
      'rm A', 'rm -rf A B', 'chmod +x A', 'chmod -R 755 A', 'sed -i s/x/y/ A', "sed -i 's/\\r$//' A", 'echo x > A',
      'echo x | tee A B', 'cat A >> B', 'find A -name b -exec chmod +x {} +', 'find A | xargs rm', 'curl -o A http://x/B',
      'tar -C A -xf B', './configure --prefix=A', 'cd A', 'pushd A', 'sh -c "cp A B"', 'if [ -f A ]; then mv A B; fi',
      'for f in A B; do chmod +x x; done', '( cd A && rm -rf B )', 'unzip B -d A', 'X=A', 'export X=A', 'touch A', 'git clone A B',
    ), // biome-ignore format: a list of commands
    path,
    path,
  )
  .map(([text, a, b]) => text.replaceAll('A', a).replaceAll('B', b));

test('says of no path that a RUN leaves it alone whose commands concern it', () => {
  const run = fc.tuple(
    fc.array(command, { minLength: 1, maxLength: 3 }),
    fc.constantFrom(' && ', '; ', ' \\\n  '),
  );
  fc.assert(
    fc.property(run, fc.constantFrom('/', '/usr', '/usr/local'), ([commands, between], folder) => {
      expect(overlooked(`FROM x\nWORKDIR ${folder}\nRUN ${commands.join(between)}\n`)).toEqual([]);
    }),
    { numRuns: 3000 },
  );
});

test('nor of one in the cases', () => {
  const root = join(import.meta.dirname, '../../fixtures');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /Dockerfile$/.test(file),
  );
  expect(files.length).toBeGreaterThan(500);
  for (const file of files) expect(overlooked(readFileSync(join(root, file), 'utf8'))).toEqual([]);
});

test.each([
  ['apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*', '/usr/bin/tini', false],
  ['apt-get install -y curl', '/usr/bin/curl', true],
  ['cp -r build/bin /usr/local/', '/usr/local/bin/app', true],
  ['cd /usr && rm -rf local', '/usr/local/bin/app', true],
  ['cp x "/usr/lo"cal', '/usr/local/app', true],
  ['rm -rf /usr/local/*', '/usr/local/bin/app', true],
  ['rm -rf *', '/usr/local/bin/app', true],
  ['cp x $DIR', '/usr/local/bin/app', true],
  ['chmod 755 /srv/run', '/usr/local/bin/app', false],
])('%s: %s', (text, path, expected) => {
  const dockerfile = `FROM x\nRUN ${text}\n`;
  const [run] = runsOf(dockerfile);
  expect(run && runMentions(run.instruction, dockerfile).mayConcern(path)).toBe(expected);
});
