import { describe, expect, test } from 'vitest';
import type { ShellFact, ShellImplementation } from '../../src/knowledge/types.ts';
import matrix from '../facts/shell-exec-matrix.json' with { type: 'json' };
import { modelCommand } from './model-command.ts';

/** `nested-bash-c` and `nested-sh-c` ran the machine's own shells below the measured one. */
const machineBash: ShellFact = { implementation: 'bash', version: '5.2.15', build: 'debian', sure: true };
const machineSh: ShellFact = { implementation: 'dash', version: '0.5.12', build: 'debian', sure: true };

const files = { 'src.sh': 'app\n' };

/** How many of the 50 forms the model may answer with `unknown` for a shell that images have by default. */
const mostUnknown = 2;

describe('every row of the measured matrix of shells and forms', () => {
  for (const { shell, version, build, forms } of matrix.shells) {
    const fact: ShellFact = {
      implementation: shell as ShellImplementation,
      version: version.replace(/-\d+$/, ''),
      build: shell === 'dash' ? (build as 'debian' | 'upstream') : null,
      sure: true,
    };
    // Debian's busybox prefers its own applets: its `sh` is itself.
    const sh = shell === 'busybox ash' && build === 'debian' ? fact : machineSh;
    const shells = (name: string) => (name === 'the-shell/sh' ? fact : name === 'bash' ? machineBash : sh);
    test(`${shell} ${version} (${build})`, () => {
      const wrong: string[] = [];
      const unknown: string[] = [];
      for (const [form, measured] of Object.entries(
        forms as Record<string, { stop: string; pid1: string }>,
      )) {
        const text = (matrix.forms as Record<string, string>)[form] as string;
        const { stop } = modelCommand(['the-shell/sh', '-c', text], shells, { files });
        const line = `${form}: \`${text}\` measured ${measured.stop}, modelled ${stop}`;
        if (stop === 'unknown') unknown.push(line);
        else if (stop !== measured.stop) wrong.push(line);
      }
      expect(wrong).toEqual([]);
      if (['dash', 'bash', 'busybox ash'].includes(shell)) expect(unknown.slice(mostUnknown)).toEqual([]);
    });
  }
});
