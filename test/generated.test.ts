import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generatedFiles } from '../scripts/generated-files.ts';
import { newRoom } from '../scripts/new-room.ts';
import { loadRooms } from '../scripts/rooms.ts';

const rooms = await loadRooms(process.cwd());
const files = generatedFiles(rooms, (path) => readFileSync(path, 'utf8'));

describe('what is generated from the rooms is current (npm run generate)', () => {
  it.each([...files.keys()])('%s', (path) => {
    expect(readFileSync(path, 'utf8')).toBe(files.get(path));
  });
});

describe('every room', () => {
  it.each(rooms.map((room) => [room.name, room] as const))(
    '%s has a page under its code and name',
    (name, room) => {
      expect(room.page.split('\n')[0]).toBe(`# ${room.rule.code} ${name}`);
    },
  );

  it('has a code and a name of its own', () => {
    expect(new Set(rooms.map(({ rule }) => rule.code)).size).toBe(rooms.length);
  });
});

describe('a new room', () => {
  const room = newRoom({ name: 'my-rule', taken: ['PID301', 'PID303'], version: '9.9.9' });

  it('is a rule, a page, a case that fires and a case that is silent', () => {
    expect([...room.keys()]).toEqual([
      'rules/my-rule/rule.ts',
      'rules/my-rule/README.md',
      'fixtures/my-rule/fires/Dockerfile',
      'fixtures/my-rule/silent-exec-form/Dockerfile',
    ]);
  });

  it('takes a free code', () => {
    expect(room.get('rules/my-rule/rule.ts')).toContain("  code: 'PID302',\n  name: 'my-rule',\n");
    expect(room.get('rules/my-rule/rule.ts')).toContain("since: '9.9.9'");
    expect(room.get('rules/my-rule/README.md')?.split('\n')[0]).toBe('# PID302 my-rule');
  });
});
