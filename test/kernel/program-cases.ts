/** A program as it is run as PID 1, alone and below an init, to see what its signals do. */
export interface ProgramCase {
  /** As the data in `src/knowledge/data/programs.json` names it. */
  readonly name: string;
  /** The executable that has to be there; the name when not told. */
  readonly program?: string;
  /** A shell text that ends in `exec PROGRAM …`; it runs with its own network and its own /run and /var/lib. */
  readonly start: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Why nothing is said of it by its name, or something else than was seen. */
  readonly apart?: string;
  /** Whether it goes to the background, so that PID 1 ends by itself. */
  readonly ends?: true;
}

const server = (name: string, start: string, more: Partial<ProgramCase> = {}): ProgramCase => ({
  name,
  start,
  ...(APART[name] !== undefined && { apart: APART[name] }),
  ...more,
});

const PGDATA = 'chown postgres /run /var/lib; PATH=$PATH:/usr/lib/postgresql/15/bin; cd /';

const APART: Readonly<Record<string, string>> = {
  go: 'a compiled program is not told by its name',
  mlflow: 'on SIGINT it ended once and once not; the record has its SIGTERM',
  celery: 'with the broker in memory it had not ended after 4 s',
  'rabbitmq-server': "Debian's own script; the entry speaks of the official one",
  'busybox httpd': 'an applet that nobody calls by its short name: httpd is apache',
  tsx: 'a wrapper around node',
  nodemon: 'a wrapper around node',
  forever: 'a wrapper around node',
  'pm2-runtime': 'an init, as it is known',
  runsvdir: 'an init, as it is known',
  's6-svscan': 'an init, as it is known',
  supervisord: 'an init, as it is known',
  deno: 'as PID 1 it dies of a fault when it signals itself',
};

export const RUNTIMES: readonly ProgramCase[] = [
  server('node', 'exec node a.js', { files: { 'a.js': 'setInterval(() => {}, 1e6)' } }),
  server('python', 'exec python3 a.py', {
    program: 'python3',
    files: { 'a.py': 'import time\nwhile True: time.sleep(1000)' },
  }),
  server('ruby', 'exec ruby a.rb', { files: { 'a.rb': 'sleep' } }),
  server('perl', 'exec perl -e "sleep while 1"'),
  server('php', 'exec php -r "while (true) sleep(1000);"'),
  server('php -S', 'exec php -S 127.0.0.1:8000', { program: 'php' }),
  server('java', 'exec java A.java', {
    files: {
      'A.java': 'class A { public static void main(String[] a) throws Exception { Thread.sleep(1000000); } }',
    },
  }),
  server('lua', 'exec lua5.4 -e "io.read()" < fifo', { program: 'lua5.4' }),
  server('luajit', 'exec luajit -e "io.read()" < fifo'),
  server('tclsh', 'exec tclsh a.tcl', { files: { 'a.tcl': 'vwait forever' } }),
  server('guile', 'exec guile -c "(while #t (sleep 1000))"'),
  server('erl', 'exec erl -noinput'),
  server('elixir', 'exec elixir --no-halt -e 1'),
  server('Rscript', 'exec Rscript -e "Sys.sleep(10000)"'),
  server('deno', 'exec deno run a.js', { files: { 'a.js': 'setInterval(() => {}, 1e6)' } }),
  server('bun', 'exec bun run a.js', { files: { 'a.js': 'setInterval(() => {}, 1e6)' } }),
  server('go', 'exec goapp', { program: 'goapp' }),
  server('sleep', 'exec sleep 10000'),
  server('tail', 'exec tail -f /dev/null'),
  server('cat', 'exec cat fifo'),
  server('tee', 'exec tee /dev/null < fifo'),
  server('tcsh', 'exec tcsh -c "sleep 1000; true"'),
  server('fish', 'exec fish -c "sleep 1000; true"'),
  server('tsx', 'exec tsx a.js', { files: { 'a.js': 'setInterval(() => {}, 1e6)' } }),
  server('http-server', 'exec http-server -p 8000 .'),
  server('serve', 'exec serve -l 8000 .'),
];

export const SERVERS: readonly ProgramCase[] = [
  server('nginx', 'exec nginx -g "daemon off;"'),
  server('nginx (background)', 'exec nginx', { program: 'nginx', ends: true }),
  server('redis-server', 'exec redis-server --save ""'),
  server('redis-server (background)', 'exec redis-server --save "" --daemonize yes', {
    program: 'redis-server',
    ends: true,
  }),
  server(
    'postgres',
    `${PGDATA}; setpriv --reuid postgres --clear-groups initdb -D /var/lib/pg >/dev/null; exec setpriv --reuid postgres --clear-groups postgres -D /var/lib/pg -k /run`,
    { program: '/usr/lib/postgresql/15/bin/postgres' },
  ),
  server('apache2', '. /etc/apache2/envvars; mkdir -p $APACHE_RUN_DIR; exec apache2 -DFOREGROUND'),
  server('apache2ctl', 'exec apache2ctl -DFOREGROUND'),
  server('apache2ctl', 'exec apache2ctl -D FOREGROUND'),
  server('apachectl start', 'exec apachectl start', { program: 'apachectl', ends: true }),
  server('php-fpm', 'mkdir -p /run/php; exec php-fpm8.2 -F', { program: 'php-fpm8.2' }),
  server('php-fpm (background)', 'mkdir -p /run/php; exec php-fpm8.2 -D', {
    program: 'php-fpm8.2',
    ends: true,
  }),
  server('cron', 'exec cron -f'),
  server('cron (background)', 'exec cron', { program: 'cron', ends: true }),
  server('busybox httpd', 'exec busybox httpd -f -p 8000', { program: 'busybox' }),
  server('busybox syslogd', 'exec busybox syslogd -n -O -', { program: 'busybox' }),
  server('memcached', 'exec memcached -u nobody'),
  server('haproxy', 'exec haproxy -db -f h.cfg', {
    files: {
      'h.cfg':
        'defaults\n mode http\n timeout connect 5s\n timeout client 5s\n timeout server 5s\nfrontend f\n bind :8000\n',
    },
  }),
  server('haproxy -W', 'exec haproxy -W -db -f h.cfg', {
    program: 'haproxy',
    files: {
      'h.cfg':
        'defaults\n mode http\n timeout connect 5s\n timeout client 5s\n timeout server 5s\nfrontend f\n bind :8000\n',
    },
  }),
  server('varnishd', 'exec varnishd -F -a 127.0.0.1:6081 -b 127.0.0.1:8080 -n /var/lib/v'),
  server('dnsmasq', 'exec dnsmasq -k -u root'),
  server('dnsmasq (background)', 'exec dnsmasq -u root', { program: 'dnsmasq', ends: true }),
  server('mosquitto', 'exec mosquitto -p 1883'),
  server('sshd', 'mkdir -p /run/sshd; exec /usr/sbin/sshd -D'),
  server('sshd (background)', 'mkdir -p /run/sshd; exec /usr/sbin/sshd', { program: 'sshd', ends: true }),
  server('syslog-ng', 'mkdir -p /var/lib/syslog-ng; exec syslog-ng -F --no-caps'),
  server('lighttpd', 'exec lighttpd -D -f l.conf', {
    files: { 'l.conf': 'server.document-root="/tmp"\nserver.port=8000\n' },
  }),
  server('unbound', 'exec unbound -d -c u.conf', {
    files: {
      'u.conf':
        'server:\n  chroot: ""\n  username: ""\n  use-syslog: no\n  pidfile: ""\nremote-control:\n  control-enable: no\n',
    },
  }),
  server('uwsgi', 'exec uwsgi --plugin python3 --http-socket :8000 --master --wsgi-file w.py', {
    files: { 'w.py': 'def application(e, s):\n  s("200 OK", [])\n  return [b""]\n' },
  }),
  server(
    'uwsgi --die-on-term',
    'exec uwsgi --plugin python3 --http-socket :8000 --master --die-on-term --wsgi-file w.py',
    { program: 'uwsgi', files: { 'w.py': 'def application(e, s):\n  s("200 OK", [])\n  return [b""]\n' } },
  ),
  server(
    'mariadbd',
    'mkdir -p /run/mysqld; mariadb-install-db --datadir=/var/lib/m --user=root >/dev/null 2>&1; exec mariadbd --user=root --datadir=/var/lib/m --skip-grant-tables',
  ),
  server('stunnel', 'exec stunnel4 s.conf', {
    program: 'stunnel4',
    files: {
      's.conf': 'foreground=yes\npid=\n[a]\nclient=yes\naccept=127.0.0.1:8000\nconnect=127.0.0.1:8001\n',
    },
  }),
  server('named', 'mkdir -p /run/named; exec named -f -c n.conf', {
    files: { 'n.conf': 'options { directory "/tmp"; pid-file none; session-keyfile none; };\n' },
  }),
  server('slapd', 'mkdir -p /run/slapd; exec slapd -d 0 -f s.conf -h ldap://127.0.0.1:3890', {
    files: { 's.conf': 'include /etc/ldap/schema/core.schema\n' },
  }),
  server('postfix', 'mkdir -p /var/lib/postfix; exec postfix start-fg'),
  server('dovecot', 'exec dovecot -F'),
  server(
    'rabbitmq-server',
    'mkdir -p /var/lib/rabbitmq; chown rabbitmq /var/lib/rabbitmq; exec rabbitmq-server',
  ),
  server('supervisord', 'exec supervisord -n -c s.conf', {
    files: { 's.conf': '[supervisord]\n[program:a]\ncommand=sleep 1000\n' },
  }),
  server('supervisord (background)', 'exec supervisord -c s.conf', {
    program: 'supervisord',
    ends: true,
    files: { 's.conf': '[supervisord]\n[program:a]\ncommand=sleep 1000\n' },
  }),
  server('runsvdir', 'mkdir sv; exec runsvdir sv'),
  server('s6-svscan', 'mkdir sv; exec s6-svscan sv'),
  server('pgbouncer', 'exec pgbouncer -u postgres p.ini', {
    files: {
      'p.ini':
        '[databases]\n[pgbouncer]\nlisten_port=6000\nlisten_addr=127.0.0.1\nunix_socket_dir=\nauth_type=any\n',
    },
  }),
  server('etcd', 'exec etcd --data-dir /var/lib/e'),
  server('nats-server', 'exec nats-server'),
  server('prometheus', 'exec prometheus --config.file=p.yml --storage.tsdb.path=/var/lib/p', {
    files: { 'p.yml': 'global: {}\n' },
  }),
  server('tor', 'exec tor --DataDirectory /var/lib/t'),
  server('chronyd', 'exec chronyd -d -x'),
  server('snmpd', 'mkdir -p /var/lib/snmp; exec snmpd -f'),
  server('fcgiwrap', 'exec fcgiwrap -s tcp:127.0.0.1:9000'),
  server('privoxy', 'exec privoxy --no-daemon /etc/privoxy/config'),
  server('dbus-daemon', 'mkdir -p /run/dbus; exec dbus-daemon --system --nofork'),
  server('Xvfb', 'exec Xvfb -displayfd 1'),
  server('gunicorn', 'exec gunicorn -b 127.0.0.1:8000 w:application', { files: wsgi() }),
  server('uvicorn', 'exec uvicorn --port 8000 w:asgi', { files: wsgi() }),
  server('uvicorn --reload', 'exec uvicorn --port 8000 --reload w:asgi', {
    program: 'uvicorn',
    files: wsgi(),
  }),
  server('uvicorn --workers', 'exec uvicorn --port 8000 --workers 2 w:asgi', {
    program: 'uvicorn',
    files: wsgi(),
  }),
  server('hypercorn', 'exec hypercorn w:asgi', { files: wsgi() }),
  server('daphne', 'exec daphne w:asgi', { files: wsgi() }),
  server('granian', 'exec granian --interface asgi w:asgi', { files: wsgi() }),
  server('waitress-serve', 'exec waitress-serve --port=8000 w:application', { files: wsgi() }),
  server('flask', 'exec flask --app w:application run', {
    files: { 'w.py': 'from flask import Flask\napplication = Flask("a")\n' },
  }),
  server('flask --debug', 'exec flask --app w:application run --debug', {
    program: 'flask',
    files: { 'w.py': 'from flask import Flask\napplication = Flask("a")\n' },
  }),
  server('celery', 'exec celery -A c worker -c 2', {
    files: { 'c.py': 'from celery import Celery\napp = Celery(broker="memory://")\n' },
  }),
  server('celery beat', 'exec celery -A c beat', {
    program: 'celery',
    files: { 'c.py': 'from celery import Celery\napp = Celery(broker="memory://")\n' },
  }),
  server(
    'django runserver',
    'django-admin startproject p . ; exec django-admin runserver --settings p.settings --pythonpath .',
    { program: 'django-admin' },
  ),
  server(
    'django runserver --noreload',
    'django-admin startproject p . ; exec django-admin runserver --noreload --settings p.settings --pythonpath .',
    { program: 'django-admin' },
  ),
  server('circusd', 'exec circusd c.ini', { files: { 'c.ini': '[watcher:a]\ncmd = sleep 1000\n' } }),
  server('mkdocs', 'mkdir docs; echo a > docs/index.md; exec mkdocs serve', {
    files: { 'mkdocs.yml': 'site_name: a\n' },
  }),
  server('json-server', 'exec json-server db.json', { files: { 'db.json': '{"a":[]}' } }),
  server('live-server', 'exec live-server --no-browser'),
  server('mlflow', 'exec mlflow server'),
  server('twistd', 'exec twistd -n web --port tcp:8000'),
  server('twistd (background)', 'exec twistd web --port tcp:8000', { program: 'twistd', ends: true }),
  server('streamlit', 'exec streamlit run a.py --server.headless true', {
    files: { 'a.py': 'import streamlit as st\nst.write(1)\n' },
  }),
  server('dramatiq', 'exec dramatiq w', {
    files: {
      'w.py':
        'import dramatiq\nfrom dramatiq.brokers.stub import StubBroker\ndramatiq.set_broker(StubBroker())\n',
    },
  }),
  server('huey_consumer', 'exec huey_consumer w.h', {
    files: { 'w.py': 'from huey import MemoryHuey\nh = MemoryHuey()\n' },
  }),
  server('locust', 'exec locust -f l.py', {
    files: {
      'l.py':
        'from locust import HttpUser, task\nclass A(HttpUser):\n  host = "http://a"\n  @task\n  def a(self): pass\n',
    },
  }),
  server('sphinx-autobuild', 'exec sphinx-autobuild src out', {
    files: { 'src/conf.py': '', 'src/index.rst': 'a\n=\n' },
  }),
  server('node-red', 'exec node-red -u .'),
  server('caddy', 'exec caddy run --config C --adapter caddyfile', { files: { C: ':8000\nrespond "a"\n' } }),
  server('supercronic', 'exec supercronic c', { files: { c: '* * * * * true\n' } }),
  server('monit', 'chmod 600 m; exec monit -I -c m', { files: { m: 'set daemon 30\n' } }),
  server('tinyproxy', 'exec tinyproxy -d -c t.conf', { files: { 't.conf': 'Port 8888\nUser root\n' } }),
  server('fail2ban-server', 'mkdir -p /run/fail2ban; exec fail2ban-server -f -c f start', {
    files: {
      'f/fail2ban.conf':
        '[Definition]\nloglevel = INFO\nlogtarget = STDERR\nsyslogsocket = auto\nsocket = /run/fail2ban/s\npidfile = /run/fail2ban/p\ndbfile = None\ndbmaxmatches = 10\ndbpurgeage = 1\n[Thread]\nstacksize = 0\n',
      'f/jail.conf': '[DEFAULT]\n',
    },
  }),
  server('puma', 'exec puma -b tcp://127.0.0.1:8000 config.ru', {
    files: { 'config.ru': 'run lambda { |e| [200, {}, []] }\n' },
  }),
  server('puma -w', 'exec puma -w 2 -b tcp://127.0.0.1:8000 config.ru', {
    program: 'puma',
    files: { 'config.ru': 'run lambda { |e| [200, {}, []] }\n' },
  }),
  server('unicorn', 'exec unicorn config.ru', {
    files: { 'config.ru': 'run lambda { |e| [200, {}, []] }\n' },
  }),
  server('thin', 'exec thin start -R config.ru', {
    files: { 'config.ru': 'run lambda { |e| [200, {}, []] }\n' },
  }),
  server('sidekiq', 'redis-server --save "" --daemonize yes >/dev/null; exec sidekiq -r ./a.rb', {
    files: { 'a.rb': 'require "sidekiq"\n' },
  }),
  server('pm2-runtime', 'exec pm2-runtime a.js', { files: { 'a.js': 'setInterval(() => {}, 1e6)' } }),
  server('forever', 'exec forever a.js', { files: { 'a.js': 'setInterval(() => {}, 1e6)' } }),
  server('nodemon', 'exec nodemon a.js', { files: { 'a.js': 'setInterval(() => {}, 1e6)' } }),
];

function wsgi(): Readonly<Record<string, string>> {
  return {
    'w.py':
      'def application(e, s):\n  s("200 OK", [])\n  return [b""]\nasync def asgi(scope, receive, send):\n  assert scope["type"] == "http"\n',
  };
}

/** The words of the command that a case ends in. */
export function commandOf({ start }: ProgramCase): readonly string[] {
  const last = start.slice(start.lastIndexOf('exec ') + 5);
  const command = last.replace('setpriv --reuid postgres --clear-groups ', '');
  return [...command.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}
