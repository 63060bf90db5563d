import { expect, it } from 'vitest';
import { plain } from '../../src/report/paint.ts';
import { processTree } from '../../src/report/process-tree.ts';
import type { ProcessNode } from '../../src/startup/model.ts';

const app: ProcessNode = { argv: ['app', '--port', '80'], role: 'workload', children: [] };
const log: ProcessNode = { argv: ['tail', '-F', 'a b.log'], role: 'helper', children: [] };

it('draws one process', () => {
  expect(processTree(app, plain)).toEqual(['PID 1  app --port 80  workload']);
});

it('draws a tree with the roles in a column', () => {
  const shell: ProcessNode = {
    argv: ['/bin/sh', '-c', 'tail -F "a b.log" & app'],
    role: 'shell',
    children: [{ argv: ['su', 'x'], role: 'wrapper', children: [log] }, app],
  };
  expect(processTree(shell, plain)).toEqual([
    'PID 1  /bin/sh -c \'tail -F "a b.log" & app\'  shell',
    '       ├─ su x                               wrapper',
    "       │  └─ tail -F 'a b.log'               helper",
    '       └─ app --port 80                      workload',
  ]);
});
