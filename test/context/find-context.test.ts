import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BuildContext } from '../../src/context/build-context.ts';
import { nodeFileSystem } from '../../src/context/file-system.ts';
import { createContextFinder } from '../../src/context/find-context.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function find(
  cwd: string,
  dockerfile: string | null,
  sources: readonly string[],
  given: string | null = null,
): BuildContext {
  return createContextFinder(nodeFileSystem, cwd, given).find(dockerfile, sources);
}

function nameOf(context: BuildContext, path: string): string {
  const entry = context.entry(path, 'follow');
  return entry.kind === 'file' ? entry.name : entry.kind === 'absent' ? entry.reason : entry.kind;
}

describe('createContextFinder', () => {
  const files = {
    '.git/config': '',
    'run.sh': '',
    'package.json': '',
    'docker/run.sh': '',
    'docker/Dockerfile': '',
    'services/a/docker/Dockerfile': '',
    'services/a/start.sh': '',
  };

  it.each<[dockerfile: string, sources: string[], root: string, note: string | null]>([
    ['Dockerfile', ['run.sh'], '.', null],
    ['docker/Dockerfile', ['run.sh'], 'docker', null],
    ['docker/Dockerfile', [], 'docker', null],
    ['docker/Dockerfile', ['none'], 'docker', null],
    ['docker/Dockerfile', ['run.sh', 'dist'], 'docker', null],
    ['docker/Dockerfile', ['package.json'], '.', '.'],
    ['docker/Dockerfile', ['docker/run.sh', 'package.json', 'dist'], '.', '.'],
    ['services/a/docker/Dockerfile', ['start.sh'], 'services/a', 'services/a'],
    ['services/a/docker/Dockerfile', ['run.sh'], '.', '.'],
  ])('for %s that copies %j: %s', (dockerfile, sources, root, note) => {
    const context = find(temporaryFolder(files), dockerfile, sources);
    expect(context.root).toBe(root);
    expect(context.note).toBe(
      note && `${note} is taken for the build context: the sources of COPY are there`,
    );
  });

  it('goes no higher than the repository, or the working directory without one', () => {
    const inner = temporaryFolder({ 'x/.git/config': '', 'x/sub/Dockerfile': '', 'run.sh': '' });
    expect(find(inner, 'x/sub/Dockerfile', ['run.sh']).root).toBe('x/sub');
    const outer = temporaryFolder({ 'x/sub/Dockerfile': '', 'run.sh': '' });
    expect(find(outer, 'x/sub/Dockerfile', ['run.sh']).root).toBe('.');
    expect(find(join(outer, 'x'), 'sub/Dockerfile', ['run.sh']).root).toBe('sub');
    expect(find(join(outer, 'x'), '../x/sub/Dockerfile', ['run.sh']).root).toBe('sub');
  });

  it('names files as the Dockerfile is named', () => {
    const folder = temporaryFolder(files);
    expect(nameOf(find(folder, 'docker/Dockerfile', ['run.sh']), 'run.sh')).toBe('docker/run.sh');
    expect(nameOf(find(folder, 'docker/Dockerfile', ['package.json']), 'run.sh')).toBe('run.sh');
    expect(nameOf(find(join(folder, 'docker'), 'Dockerfile', ['package.json']), 'run.sh')).toBe('../run.sh');
    expect(nameOf(find(join(folder, 'services'), '../docker/Dockerfile', ['run.sh']), 'run.sh')).toBe(
      '../docker/run.sh',
    );
    const absolute = find(folder, join(folder, 'docker/Dockerfile'), ['run.sh']);
    expect(nameOf(absolute, 'run.sh')).toBe(join(folder, 'docker/run.sh'));
  });

  it('takes the folder that was named', () => {
    const folder = temporaryFolder(files);
    const given = find(folder, 'docker/Dockerfile', ['run.sh'], '.');
    expect([given.root, given.note, nameOf(given, 'run.sh')]).toEqual(['.', null, 'run.sh']);
    const below = find(folder, 'docker/Dockerfile', [], './services/a/');
    expect(nameOf(below, 'start.sh')).toBe('services/a/start.sh');
    expect(nameOf(find(folder, 'docker/Dockerfile', [], 'none'), 'run.sh')).toBe('run.sh is not there');
    expect(nameOf(find(folder, null, [], 'docker'), 'run.sh')).toBe('docker/run.sh');
  });

  it('has no context for a Dockerfile from standard input', () => {
    expect(nameOf(find(temporaryFolder(files), null, ['run.sh']), 'run.sh')).toBe(
      'the Dockerfile came from standard input, so its build context is not known',
    );
  });

  it.each<[files: Record<string, string>, dockerfile: string, expected: string]>([
    [{ '.dockerignore': 'run.sh' }, 'Dockerfile', 'run.sh is left out by .dockerignore'],
    [
      { '.dockerignore': 'x', 'Dockerfile.dockerignore': '*' },
      'Dockerfile',
      'run.sh is left out by Dockerfile.dockerignore',
    ],
    [{ '.dockerignore': '*', 'Dockerfile.dockerignore': 'x' }, 'Dockerfile', 'run.sh'],
    [{ '.dockerignore': '*', 'Dockerfile.dockerignore': '' }, 'Dockerfile', 'run.sh'],
    [{ '.dockerignore': 'x', 'web.dockerignore': '*' }, 'Dockerfile', 'run.sh'],
    [{ '.dockerignore': '*', 'docker/web.Dockerfile.dockerignore': 'x' }, 'docker/web.Dockerfile', 'run.sh'],
    [
      { '.dockerignore': 'x', '.containerignore': '*' },
      'Containerfile',
      'run.sh is left out by .containerignore',
    ],
    [{ '.containerignore': '*' }, 'Dockerfile', 'run.sh'],
  ])('honours %j for %s', (ignore, dockerfile, expected) => {
    const folder = temporaryFolder({ 'run.sh': '', 'x/y': '', ...ignore });
    expect(nameOf(find(folder, dockerfile, ['run.sh'], '.'), 'run.sh')).toBe(expected);
  });

  it('does not read an ignore file outside of the root', () => {
    const folder = temporaryFolder({ outside: '*', 'root/run.sh': '' });
    symlinkSync('../outside', join(folder, 'root/.dockerignore'));
    expect(nameOf(find(join(folder, 'root'), 'Dockerfile', []), 'run.sh')).toBe('run.sh');
  });
});
