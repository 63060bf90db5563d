import { describe, expect, test } from 'vitest';
import { effectOf, programOf } from '../../src/knowledge/program-of.ts';
import { signalName } from '../../src/knowledge/signals.ts';
import matrix from '../facts/default-signals.json' with { type: 'json' };

/** How a program of each language is started; a compiled one is not told by its name. */
const commands: Readonly<Record<string, readonly string[] | null>> = {
  'node 20': ['node', 'a.js'],
  'python 3.11': ['python3.11', 'a.py'],
  'ruby 3.1': ['ruby', 'a.rb'],
  'perl 5.36': ['perl', 'a.pl'],
  'php-cli 8.2': ['php8.2', 'a.php'],
  'go 1.19 program': null,
  'java 17': ['java', '-jar', 'a.jar'],
};

const numbers: Readonly<Record<string, number>> = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGTERM: 15 };

describe('every row of the measured signals of programs without handlers of their own', () => {
  for (const [program, signals] of Object.entries(matrix.programs)) {
    const words = commands[program];
    if (words === null) continue;
    test(program, () => {
      const facts = programOf(words ?? []);
      for (const [signal, seen] of Object.entries(signals)) {
        expect(signalName(signal)).toBe(signal);
        const effect = facts && effectOf(facts, signal);
        const asPid1 = seen['as PID 1'];
        const below = seen['below tini'];
        const expected = asPid1.ends
          ? ['graceful', 'fast', 'immediate']
          : below.ends
            ? ['default']
            : ['other', 'ignored'];
        expect(expected, `${program} ${signal}`).toContain(effect);
        if (effect === 'default') expect(below.exit).toBe(128 + (numbers[signal] ?? 0));
      }
    });
  }

  test('a compiled program is not told by its name, and is taken to handle its signals: a Go program ends', () => {
    expect(programOf(['/srv/app'])).toBeNull();
    const seen = matrix.programs['go 1.19 program'];
    expect(Object.values(seen).every((signal) => signal['as PID 1'].ends)).toBe(true);
  });
});
