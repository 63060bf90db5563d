import { describe, expect, test } from 'vitest';
import { serviceCommand, stopCommand } from '../../src/knowledge/service-commands.ts';

const words = (line: string): readonly (string | null)[] =>
  line.split(' ').map((word) => (word === '$NAME' ? null : word));

describe('serviceCommand', () => {
  test.each([
    ['service ssh start', { service: 'ssh', script: '/etc/init.d/ssh', action: 'start', programs: ['sshd'] }],
    [
      '/etc/init.d/php8.2-fpm restart',
      {
        service: 'php8.2-fpm',
        script: '/etc/init.d/php8.2-fpm',
        action: 'start',
        programs: ['php-fpm8.2'],
      },
    ],
    [
      'rc-service --quiet nginx stop',
      { service: 'nginx', script: '/etc/init.d/nginx', action: 'stop', programs: ['nginx'] },
    ],
    ['/usr/sbin/service $NAME start', { service: null, script: null, action: 'start', programs: [] }],
    [
      'service procps start',
      { service: 'procps', script: '/etc/init.d/procps', action: 'start', programs: [] },
    ],
    ['service nginx reload', null],
    ['service --status-all', null],
    ['invoke-rc.d nginx start', null],
    ['app start', null],
  ])('%s', (line, expected) => {
    expect(serviceCommand(words(line))).toEqual(expected);
  });
});

describe('stopCommand', () => {
  test.each([
    ['service nginx stop', { programs: ['nginx'], signal: 'SIGTERM', waits: true }],
    ['/usr/sbin/nginx -s quit', { programs: ['nginx'], signal: 'SIGQUIT', waits: false }],
    ['apachectl -k graceful-stop', { programs: ['httpd', 'apache2'], signal: 'SIGWINCH', waits: false }],
    ['pg_ctl -D /data -m fast stop', { programs: ['postgres'], signal: 'SIGINT', waits: true }],
    ['redis-cli -a secret shutdown', { programs: ['redis-server'], signal: 'SIGTERM', waits: true }],
    ['nginx -s reload', null],
    ['service nginx start', null],
    ['kill $NAME', null],
  ])('%s', (line, expected) => {
    expect(stopCommand(words(line))).toEqual(expected);
  });
});
