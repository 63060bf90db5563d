import { describe, expect, it } from 'vitest';
import type { ShellFact, ShellImplementation } from '../../src/knowledge/types.ts';
import { readProgram, type TextKind } from '../../src/shell/mistake.ts';
import { parseShell } from '../../src/shell/parse.ts';

// test/kernel/syntax.test.ts asks the shells of the machine.

function shell(implementation: ShellImplementation, version: string | null = null): ShellFact {
  return { implementation, version, build: null, sure: true };
}

/** The texts of the lines that are read, and where the mistake is. */
function read(
  text: string,
  fact: ShellFact,
  kind: TextKind = 'script',
): readonly [readonly string[], number | null] {
  const { lines, mistake } = readProgram(parseShell(text), fact, kind);
  return [lines.map(({ span }) => text.slice(span.start, span.end)), mistake?.offset ?? null];
}

describe('readProgram', () => {
  it.each<[string, string, readonly string[], number | null]>([
    ['no mistake', 'a\nb\n', ['a', 'b'], null],
    ['one on the second line', 'a\nfi\nb\n', ['a'], 2],
    ['one on the only line', 'a; fi\nb\n', [], 3],
    ['an `if` that is left open', 'a\nif b; then\nc\n', ['a'], 15],
    [
      'a loop that is left open behind others',
      'a\nfor i in 1; do\n b\ndone\nwhile c; do\nd\n',
      ['a', 'for i in 1; do\n b\ndone'],
      39,
    ],
    ['a quote that is left open', 'a\necho "b\nc\n', ['a'], 7],
    ['a function that is left open', 'a\nf() {\nb\nc\n', ['a'], 12],
    ['a mistake inside of a loop', 'a\nwhile b; do c; fi; done\nd', ['a'], 17],
    ['a body without commands', 'a\nif b; then\nfi\nc', ['a'], 13],
  ])('%s', (_, text, lines, offset) => {
    expect(read(text, shell('dash', '0.5.12'))).toEqual([lines, offset]);
  });

  it.each<[string, readonly ShellImplementation[]]>([
    ['x=(1)', ['dash', 'busybox ash']],
    ['f() { x+=(1); }', ['dash', 'busybox ash', 'yash']],
    ['y=$(x=(1); b)', ['dash', 'busybox ash']],
    ['y=`x=(1)`', []],
    ['local x=(1)', ['dash', 'busybox ash', 'mksh', 'ksh93', 'yash']],
    ['for ((;;)); do b; done', ['dash', 'busybox ash', 'mksh', 'yash']],
    ['[[ a =~ ^b$ ]]', ['mksh']],
    ['[[ a =~ "(b)" ]]', ['mksh']],
    ['[[ a =~ ^(b|c) ]]', ['dash', 'busybox ash', 'mksh']],
    ['case a in b) c ;& esac', ['dash', 'busybox ash', 'yash']],
    ['x=$(fi)', ['dash', 'bash', 'busybox ash', 'mksh', 'ksh93', 'zsh', 'yash']],
    ['x="a ${y:-$(if b)}"', ['dash', 'bash', 'busybox ash', 'mksh', 'ksh93', 'zsh', 'yash']],
    ['x=`fi`', ['dash', 'busybox ash', 'mksh', 'ksh93', 'zsh']],
    ['[[ ( -n a ) ]]', ['dash', 'busybox ash']],
    ['rm !(a)', ['dash', 'bash', 'busybox ash', 'yash']],
    ['case a in -*|[=\\(\\)!]) b ;; esac', []],
    ['coproc X { b; }', ['dash', 'busybox ash', 'mksh', 'ksh93', 'zsh', 'yash']],
    ['a-b() { c; }', ['dash', 'busybox ash', 'ksh93', 'yash']],
  ])('%s', (text, refusing) => {
    const all: readonly ShellImplementation[] = [
      'dash',
      'bash',
      'busybox ash',
      'mksh',
      'ksh93',
      'zsh',
      'yash',
    ];
    expect(
      all.filter((one) => read(`a\n${text}\nb`, shell(one, one === 'bash' ? '5.2' : '1.36.1'))[1] !== null),
    ).toEqual(refusing);
  });

  it.each<[string, string, ShellImplementation, string]>([
    ['backquotes in dash', 'x=`fi`', 'dash', '0.5.12'],
    ['a substitution in an old bash', 'x=$(fi)', 'bash', '4.4'],
    ['syntax of zsh alone', 'if true { b }', 'zsh', '5.9'],
    ['what is a command to dash', '[[ -f a b ]]', 'dash', '0.5.12'],
    ['a function whose body is a group of its own to dash', 'function f\n{ b; }', 'dash', '0.5.12'],
  ])('is not sure of %s', (_, text, implementation, version) => {
    const { mistake } = readProgram(parseShell(text), shell(implementation, version), 'script');
    expect(mistake?.sure).toBe(false);
  });

  it('takes @(a|b) for known to bash where something may have told it', () => {
    const pattern = 'rm !(a)';
    const bash = shell('bash', '5.2');
    const kinds = ['script', 'text', 'eval', 'file'] as const;
    expect(kinds.map((kind) => read(pattern, bash, kind)[1])).toEqual([3, 3, null, null]);
    expect(read(`shopt -s extglob\n${pattern}`, bash)[1]).toBeNull();
    expect(read(`. ./library\n${pattern}`, bash)[1]).toBeNull();
    expect(readProgram(parseShell(pattern), bash, 'script', { extglob: true }).mistake).toBeUndefined();
  });

  it('reads all of it first in zsh, where it is given to -c', () => {
    expect([read('a\nfi', shell('zsh'), 'text')[0], read('a\nfi', shell('zsh'))[0]]).toEqual([[], ['a']]);
  });

  it('reads one command after the other in old versions of dash and busybox', () => {
    const old = [shell('dash', '0.5.8'), shell('busybox ash', '1.24.2')];
    expect(old.map((one) => read('a; b; fi', one)[0])).toEqual([['a; b; '], ['a; b; ']]);
    expect(read('a; b; fi', shell('dash', '0.5.10.2'))[0]).toEqual([]);
  });
});
