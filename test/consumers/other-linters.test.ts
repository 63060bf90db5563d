import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { runConsumer } from './consumer.ts';

// What the README's table says of other linters. Rules that have nothing to do with how a container stops are left out.

const about = /^(DL3025|buildkit\/JSONArgsRecommended|tally\/.*(sig|exec|entrypoint|init).*)$/;

function hadolint(folder: string): readonly string[] {
  const { stdout } = runConsumer('hadolint', ['--format', 'json', '--no-fail', 'Dockerfile'], folder);
  return (JSON.parse(stdout) as { code: string }[])
    .map(({ code }) => code)
    .filter((code) => about.test(code));
}

function tally(folder: string): readonly string[] {
  const args = ['lint', '--slow-checks=off', '--format=json', 'Dockerfile'];
  const report: { files: { violations: { rule: string }[] }[] } = JSON.parse(
    runConsumer('tally', args, folder).stdout,
  );
  return report.files.flatMap(({ violations }) =>
    violations.map(({ rule }) => rule).filter((rule) => about.test(rule)),
  );
}

const script = '#!/bin/sh\napp --port 80\necho over\n';

describe('the table of the README', () => {
  it.each([
    ['FROM alpine:3.20\nCMD app\n', ['DL3025'], ['buildkit/JSONArgsRecommended']],
    ['FROM debian:12\nCMD ["sh", "-c", "app --port $PORT"]\n', [], []],
    ['FROM debian:12\nRUN apt-get install -y tini\nCMD ["tini", "--", "sh", "-c", "app; x"]\n', [], []],
    [
      'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nCMD app >>/log\n',
      ['DL3025'],
      ['buildkit/JSONArgsRecommended'],
    ],
    ['FROM debian:12\nCOPY run.sh /\nENTRYPOINT ["/run.sh"]\n', [], []],
    ['FROM node:22\nCMD ["npm", "start"]\n', [], []],
    ['FROM debian:12\nCMD ["su", "app", "-c", "server"]\n', [], []],
    [
      'FROM nginx:1.27\nSTOPSIGNAL SIGTERM\nCMD ["nginx", "-g", "daemon off;"]\n',
      [],
      ['tally/prefer-nginx-sigquit'],
    ],
  ])('says what hadolint and tally tell of %j', (Dockerfile, byHadolint, byTally) => {
    const folder = temporaryFolder({ Dockerfile, 'run.sh': script });
    expect({ hadolint: hadolint(folder), tally: tally(folder) }).toEqual({
      hadolint: byHadolint,
      tally: byTally,
    });
  });

  it.each([
    ['CMD app --port 80', 'CMD ["app","--port","80"]'],
    ['CMD cd /app && ./server', 'CMD cd /app && ./server'],
  ])('says what tally makes of %s', (line, fixed) => {
    const folder = temporaryFolder({ Dockerfile: `FROM debian:12\n${line}\n` });
    runConsumer('tally', ['lint', '--fix', '--fix-unsafe', '--slow-checks=off', 'Dockerfile'], folder);
    expect(readFileSync(join(folder, 'Dockerfile'), 'utf8').trim().split('\n').at(-1)).toBe(fixed);
  });
});
