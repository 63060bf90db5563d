import { describe, expect, test } from 'vitest';
import matrix from '../facts/shell-exec-matrix.json' with { type: 'json' };
import type { ShellFact, ShellImplementation } from '../../src/knowledge/types.ts';
import { modelCommand } from './model-command.ts';

/** `nested-bash-c` and `nested-sh-c` ran the machine's own shells below the measured one. */
const machineBash: ShellFact = { implementation: 'bash', version: '5.2.15', build: 'debian', sure: true };
const machineSh: ShellFact = { implementation: 'dash', version: '0.5.12', build: 'debian', sure: true };

describe('every row of the measured matrix of shells and forms', () => {
  for (const { shell, version, build, forms } of matrix.shells) {
    const fact: ShellFact = {
      implementation: shell as ShellImplementation,
      version: version.replace(/-\d+$/, ''),
      build: shell === 'dash' ? (build as 'debian' | 'upstream') : null,
      sure: true,
    };
    const shells = (name: string) => (name === 'the-shell/sh' ? fact : name === 'bash' ? machineBash : machineSh);
    test(`${shell} ${version} (${build})`, () => {
      const wrong: string[] = [];
      for (const [form, measured] of Object.entries(forms as Record<string, { stop: string; pid1: string }>)) {
        const text = (matrix.forms as Record<string, string>)[form] as string;
        const { stop } = modelCommand(['the-shell/sh', '-c', text], shells);
        if (stop !== measured.stop) wrong.push(`${form}: \`${text}\` measured ${measured.stop}, modelled ${stop}`);
      }
      expect(wrong).toEqual([]);
    });
  }
});
