import { describe, expect, test } from 'vitest';
import { isOneShot, isPromptCommand } from '../../src/knowledge/one-shot.ts';
import { effectOf, programOf } from '../../src/knowledge/program-of.ts';
import recorded from '../kernel/data/programs.json' with { type: 'json' };
import { commandOf, RUNTIMES, SERVERS } from '../kernel/program-cases.ts';

type Seen = { readonly ends: boolean; readonly exit?: number };
type Row = Readonly<Record<string, Readonly<Record<string, Seen | string>>>>;

const rows = recorded.programs as unknown as Readonly<Record<string, Row>>;

describe('every recorded program does what is said of it', () => {
  for (const one of [...RUNTIMES, ...SERVERS]) {
    const row = rows[one.name];
    if (!row || one.apart) continue;
    test(`${one.name}: ${one.start.slice(-60)}`, () => {
      const facts = programOf(commandOf(one));
      if (!facts) throw new Error(`nothing is known of ${one.name}`);
      if (one.ends) {
        expect(facts.daemonizes).not.toBe('no');
        return;
      }
      const wrong = Object.entries(row).flatMap(([signal, { alone, tini }]) => {
        if (typeof alone !== 'object' || (signal !== 'SIGWINCH' && typeof tini !== 'object')) return [];
        const effect = effectOf(facts, signal);
        const expected = alone.ends
          ? ['graceful', 'fast', 'immediate', 'waits']
          : typeof tini === 'object' && tini.ends
            ? ['default']
            : ['other', 'ignored', ...(signal === 'SIGWINCH' ? ['default'] : [])];
        return expected.includes(effect) ? [] : [`${signal}: ${effect}, seen ${expected.join(' or ')}`];
      });
      expect(wrong).toEqual([]);
      expect(facts.daemonizes).not.toBe('yes');
    });
  }
});

describe('programOf', () => {
  const daemonizes = (line: string) => programOf(line.split(' '))?.daemonizes;

  test.each([
    ['cron', 'yes'],
    ['cron -f', 'no'],
    ['crond -b', 'yes'],
    ['crond -f -l 8', 'no'],
    ['nginx', 'usually'],
    ['nginx -g daemon off;', 'no'],
    ['/usr/sbin/sshd', 'yes'],
    ['/usr/sbin/sshd -D -e', 'no'],
    ['php-fpm8.2 -D', 'yes'],
    ['php-fpm -F', 'no'],
    ['php-fpm', 'usually'],
    ['redis-server', 'no'],
    ['redis-server --daemonize yes', 'yes'],
    ['redis-server /etc/redis/redis.conf', 'perhaps'],
    ['apachectl start', 'yes'],
    ['apachectl -D FOREGROUND', 'no'],
    ['mongod --fork --logpath /log', 'yes'],
    ['gunicorn -D app', 'yes'],
    ['gunicorn app', 'no'],
    ['supervisord', 'perhaps'],
    ['supervisord -n', 'no'],
    ['dnsmasq -k', 'no'],
    ['pm2 start app.js', 'yes'],
    ['pm2 start app.js --no-daemon', 'no'],
  ])('%s goes to the background: %s', (line, expected) => {
    expect(daemonizes(line)).toBe(expected);
  });

  test.each([
    ['uwsgi --http :80', 'other', false],
    ['uwsgi --die-on-term --http :80', 'fast', false],
    ['uwsgi --ini app.ini', 'default', true],
    ['uwsgi /srv/app.yaml', 'default', true],
  ])('%s on SIGTERM: %s', (line, expected, decides) => {
    const facts = programOf(line.split(' '));
    expect(facts && effectOf(facts, 'SIGTERM')).toBe(expected);
    expect(facts?.decides).toBe(decides);
  });

  test.each([
    ['nginx', 'SIGQUIT'],
    ['httpd-foreground', 'SIGWINCH'],
    ['postgres', 'SIGINT'],
    ['php-fpm7.4 -F', 'SIGQUIT'],
    ['/lib/systemd/systemd', 'SIGRTMIN+3'],
    ['haproxy -f a.cfg', 'SIGUSR1'],
    ['gunicorn a:b', null],
  ])('%s is stopped best by %s', (line, expected) => {
    expect(programOf(line.split(' '))?.gracefulSignal).toBe(expected);
  });

  test('knows what a runtime loads', () => {
    expect(programOf(['python3', '-m', 'gunicorn', 'a:b'])?.name).toBe('gunicorn');
    expect(programOf(['ruby', '/usr/bin/puma'])?.name).toBe('puma');
    expect(programOf(['node', 'server.js'])?.name).toBe('node');
    expect(programOf(['python', 'redis-server'])?.kind).toBe('server');
  });
});

test.each([
  'npm test',
  'npm run build',
  'npm run lint:fix',
  'yarn test',
  'yarn install --frozen-lockfile',
  'pnpm run build',
  'go test ./...',
  'go build',
  'cargo build --release',
  'mvn package -DskipTests',
  './gradlew build',
  'pytest -x',
  'python -m pytest',
  'tox -e py311',
  'bundle install',
  'rake db:migrate',
  'python manage.py migrate --noinput',
  'python3 ./manage.py collectstatic',
  'php artisan migrate --force',
  'phpunit',
  'make test',
  'make',
  'terraform apply',
  'ansible-playbook site.yml',
  'jest --ci',
  'ctest',
  '/srv/app --version',
  'app --help',
  '/etc/init.d/nginx restart',
  'service nginx start',
  'systemctl start nginx',
  'nginx -t',
])('%s does one thing and ends', (line) => {
  expect(isOneShot(line.split(' '))).toBe(true);
});

test.each([
  'npm start',
  'npm run dev',
  'npm run build:watch',
  'npm run test -- --watch',
  'yarn start',
  'go run main.go',
  'cargo run',
  'mvn spring-boot:run',
  './gradlew bootRun',
  'make run',
  'make serve',
  'rake jobs:work',
  'python manage.py runserver',
  'php artisan serve',
  'php artisan queue:work',
  'rails server',
  'webpack serve',
  'jest --watch',
  'kubectl proxy',
  'nginx',
  'app',
])('%s may last', (line) => {
  expect(isOneShot(line.split(' '))).toBe(false);
});

test.each([
  'psql',
  'psql -h db -U app',
  'mysql',
  'redis-cli',
  'sqlite3 a.db',
  'fish',
  'rails console',
  'iex',
  'ghci',
  'irb',
])('%s is a prompt', (line) => {
  expect(isPromptCommand(line.split(' '))).toBe(true);
});

test.each(['psql -f a.sql', 'mysql -e x', 'redis-cli ping', 'fish -c app', 'rails server', 'iex -e x'])(
  '%s is no prompt',
  (line) => {
    expect(isPromptCommand(line.split(' '))).toBe(false);
  },
);
