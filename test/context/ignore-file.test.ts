import { describe, expect, it } from 'vitest';
import { nothingIgnored, readIgnoreFile } from '../../src/context/ignore-file.ts';

// Every row was held against github.com/moby/patternmatcher v0.6.0, as were 40,000 generated ones.
describe('readIgnoreFile', () => {
  it.each<[lines: string, path: string, ignored: boolean]>([
    ['run.sh', 'run.sh', true],
    ['run.sh', 'docker/run.sh', false],
    ['/run.sh', 'run.sh', true],
    ['./run.sh', 'run.sh', true],
    ['docker/../run.sh', 'run.sh', true],
    ['docker', 'docker/run.sh', true],
    ['docker/', 'docker/sub/run.sh', true],
    ['*.sh', 'run.sh', true],
    ['*.sh', 'docker/run.sh', false],
    ['*/*.sh', 'docker/run.sh', true],
    ['**/*.sh', 'run.sh', true],
    ['**/*.sh', 'a/b/run.sh', true],
    ['**/run.sh', 'a/b/run.sh', true],
    ['**/run.sh', 'run.sh', true],
    ['a/**', 'a/b/run.sh', true],
    ['a/**', 'a', false],
    ['a/**/run.sh', 'a/run.sh', true],
    ['a/**/run.sh', 'a/b/c/run.sh', true],
    ['**', 'a', true],
    ['*', 'a/b', true],
    ['r?n.sh', 'run.sh', true],
    ['[a-z]un.sh', 'run.sh', true],
    ['[^a-z]un.sh', 'run.sh', false],
    ['run.s\\h', 'run.sh', true],
    ['run+.sh', 'run+.sh', true],
    ['run.sh', 'runxsh', false],
    ['*\n!run.sh', 'run.sh', false],
    ['*\n!run.sh', 'other', true],
    ['*\n!docker', 'docker/run.sh', false],
    ['*\n!docker\ndocker/*.md', 'docker/a.md', true],
    ['!run.sh\n*', 'run.sh', true],
    ['*.sh\n! run.sh', 'run.sh', false],
    ['# *\nb', 'a', false],
    [' # *', '# *', true],
    ['\uFEFF*.sh', 'run.sh', true],
    ['  *.sh  \r\n', 'run.sh', true],
    ['\n\n', 'a', false],
    ['!', 'a', false],
    ['[', 'a', false],
    ['.', 'a', false],
    ['/', 'a', false],
  ])('%j on %s: %s', (lines, path, ignored) => {
    expect(readIgnoreFile('.dockerignore', lines).ignores(path)).toBe(ignored);
  });

  it('ignores nothing without a file', () => {
    expect(nothingIgnored.ignores('a')).toBe(false);
  });
});
