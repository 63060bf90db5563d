import { expect, test } from 'vitest';
import { gracefulSignal, meansNothing } from '../../src/knowledge/graceful-signals.ts';
import { loadedFile } from '../../src/knowledge/loaded-file.ts';
import { silentRuntime } from '../../src/knowledge/script-handlers.ts';
import { daemonStarted, selfReapingKind } from '../../src/knowledge/services.ts';

const words = (line: string) => line.split(' ');

test.each([
  ['service nginx start', 'nginx'],
  ['rc-service sshd restart', 'sshd'],
  ['/etc/init.d/cron start', 'cron'],
  ['/etc/init.d/cron stop', null],
  ['nginx', 'nginx'],
  ['nginx -t', null],
  ['nginx -g daemon off;', null],
  ['php-fpm8.2', 'php-fpm8.2'],
  ['php-fpm -t', null],
  ['cron', 'cron'],
  ['cron -f', null],
  ['redis-server --daemonize yes', 'redis-server'],
  ['redis-server --daemonize no', null],
  ['redis-server /etc/redis.conf', null],
  ['apachectl start', 'httpd'],
  ['node server.js', null],
])('%s puts into the background: %s', (line, expected) => {
  expect(daemonStarted(words(line))).toBe(expected);
});

test.each([
  ['/init', 's6'],
  ['s6-svscan', 'supervisor'],
  ['/usr/bin/supervisord', 'supervisor'],
  ['/lib/systemd/systemd', 'supervisor'],
  ['/sbin/openrc-init', 'supervisor'],
  ['nginx', null],
])('%s is PID 1 by design: %s', (path, expected) => {
  expect(selfReapingKind(path)).toBe(expected);
});

test.each([
  ['node server.js', { script: 'server.js' }],
  ['node -r dotenv/config server.js', { script: 'server.js' }],
  ['node node_modules/.bin/next start', null],
  ['python3.11 -m http.client', { script: null }],
  ['python -m gunicorn app', null],
  ['python -W ignore -m gunicorn app', null],
  ['python manage.py runserver', null],
  ['ruby app.rb', null],
  ['java -jar a.jar', null],
])('%s leaves SIGTERM to its script: %j', (line, expected) => {
  expect(silentRuntime(words(line), 'SIGTERM')).toEqual(expected);
});

test.each([
  ['nginx', 'SIGTERM', 'a fast shutdown that cuts open requests'],
  ['php-fpm8.2 -F', 'SIGTERM', 'an immediate termination that cuts open requests'],
  ['postmaster', 'SIGTERM', 'a smart shutdown, which waits until every client has left of itself'],
  ['nginx', 'SIGQUIT', null],
])('%s takes %s for %s', (line, signal, expected) => {
  expect(gracefulSignal(words(line))?.on(signal)).toBe(expected);
});

test.each([
  ['php artisan queue:work', 'SIGWINCH', 'nobody but Apache httpd takes it for a stop'],
  [
    'python app.py',
    'SIGQUIT',
    'python takes it for an order to dump its state, or dies of it without a clean-up',
  ],
  ['python -m gunicorn app', 'SIGQUIT', null],
  ['ruby app.rb', 'SIGQUIT', null],
])('%s on %s, chosen for another: %s', (line, signal, expected) => {
  expect(meansNothing(signal, words(line), words(line)[0] ?? '')).toBe(expected);
});

test.each([
  ['python -u app.py --x', { kind: 'file', at: 2 }],
  ['python -m app', { kind: 'module', at: 2 }],
  ['python -c pass', null],
  ['node --import ./a.mjs b.mjs', { kind: 'file', at: 3 }],
  ['ruby -S puma', { kind: 'file', at: 2 }],
  ['php', null],
])('%s loads %j', (line, expected) => {
  expect(loadedFile(words(line))).toEqual(expected);
});
