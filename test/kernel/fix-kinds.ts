import type { Circumstances } from './circumstances.ts';

/** An image with a start command that one kind of fix mends. */
export interface KindCase {
  /** What the Dockerfile says below FROM, WORKDIR and COPY. */
  readonly lines: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  /** Files that may not be executed; all others may. */
  readonly plain?: readonly string[];
}

/** A kind of fix: the edits that one function of `src/rewrite` or of a rule makes, under a title of its own. */
export interface FixKind {
  readonly title: RegExp;
  /** What of the workload's circumstances it changes, or that the container ends with the status of something else. */
  readonly changes?: readonly (keyof Circumstances | 'status')[];
  /** The exit status after a stop; absent: that of the workload, 0. */
  readonly endsWith?: number;
  /** The image does something else as it stands, or nothing: there is nothing to compare with. */
  readonly mends?: true;
  /** The test that has its cases. */
  readonly elsewhere?: string;
  readonly cases: readonly KindCase[];
}

const start = (...lines: string[]): KindCase => ({ lines });
const entry = (text: string, ...lines: string[]): KindCase => ({
  lines: lines.length > 0 ? lines : ['ENTRYPOINT ["./entry.sh"]'],
  files: { 'entry.sh': text },
});
const npm = (version: string, scripts: Readonly<Record<string, string>>, ...lines: string[]): KindCase => ({
  lines: [`RUN npm install -g npm@${version}`, ...lines],
  files: { 'package.json': `${JSON.stringify({ name: 'a', version: '1.0.0', scripts }, null, 2)}\n` },
});
const onAlpine = (text: string): KindCase =>
  entry(text, 'FROM alpine:3.20', 'WORKDIR /work', 'COPY . .', 'ENTRYPOINT ["./entry.sh"]');
const plainScript = (text: string): KindCase => ({ ...entry(text), plain: ['entry.sh'] });

/** Every kind of fix with images to try it on. */
export const FIX_KINDS: readonly FixKind[] = [
  {
    title: /^tell the shell to `exec` the command$/,
    cases: [
      start('CMD cd / && app'),
      start('CMD ["sh", "-c", "umask 027; app --port 80"]'),
      entry('#!/bin/sh\nexport MODE=live\napp "$@"\n', 'ENTRYPOINT ["./entry.sh", "x y"]'),
    ],
  },
  {
    title: /^let bash run the script$/,
    mends: true,
    cases: [
      entry('#!/bin/sh\nargs=(--port 80)\nexec app "${args[@]}"\n'),
      entry('#!/bin/sh -e\nif [[ ( -n "$HOME" ) ]]; then\n  exec app\nfi\n'),
      entry('#!/usr/bin/env sh\ncat <<< "starting"\nexec app "$@"\n'),
    ],
  },
  {
    // npm tells a script its own text: npm_lifecycle_script.
    title: /`exec` the command in package\.json/,
    changes: ['env'],
    cases: [
      npm('11.0.0', { start: 'app --port 80' }, 'CMD ["npm", "start"]'),
      npm(
        '11.0.0',
        { serve: 'cd / && MODE=live app "a b"' },
        'CMD ["npm", "run", "serve", "--", "--port", "80"]',
      ),
      npm('11.0.0', { start: 'app' }, 'CMD npm start'),
      npm('11.0.0', { start: 'npm run serve', serve: 'app x' }, 'ENTRYPOINT ["tini", "--", "npm", "start"]'),
    ],
  },
  {
    title: /^use exec form, so that no shell is started/,
    cases: [start('CMD app --port 80'), start('CMD app "a b" \'c\' ""'), start("CMD bash -c 'app x'")],
  },
  {
    title: /^start the shell in exec form and tell it to `exec` the command/,
    cases: [
      start('CMD MODE=live app'),
      start('CMD app >out 2>&1'),
      { ...start('CMD ./run'), files: { run: 'exec app from-script\n' } },
    ],
  },
  {
    title: /^use exec form, which needs no shell$/,
    mends: true,
    cases: [
      start('FROM scratch', 'CMD app --port 80'),
      start('FROM scratch', 'ENTRYPOINT exec app "a b"'),
      start('FROM gcr.io/distroless/static', 'CMD app'),
    ],
  },
  {
    title:
      /^let the shell `exec` the program instead of waiting for it(, with whose exit status the container then ends)?$/,
    changes: ['fds', 'ignored', 'status'],
    cases: [start('CMD app & wait'), start('CMD app x & wait $!'), entry('#!/bin/sh\ncd /\napp & wait\n')],
  },
  {
    title:
      /^write to a process, so that the shell can `exec` the program(, with whose exit status the container then ends)?$/,
    changes: ['status'],
    cases: [
      start('CMD ["bash", "-c", "app | tee log"]'),
      start('CMD ["bash", "-c", "cd /tmp && app x 2>&1 | cat"]'),
      entry('#!/bin/bash\napp "$@" | cat\n'),
    ],
  },
  {
    // flock hands its lock on as a descriptor, strace sets no variable, xargs gives another standard input.
    title: /^let the shell `exec` the program without its wrapper$/,
    changes: ['fds'],
    cases: [
      entry('#!/bin/sh\nflock lock app --port 80\n'),
      start('CMD cd / && flock /tmp/pid1-lint-1 app'),
      entry('#!/bin/sh\nMODE=live\nexport MODE\nstrace -o /dev/null app x\n'),
    ],
  },
  {
    title: /^let the shell pass the signal on and wait$/,
    changes: ['ignored'],
    cases: [
      entry('#!/bin/sh\napp --port 80\necho over\n'),
      entry('#!/bin/bash\ncd /\nMODE=live app x || echo failed\n'),
      entry('#!/bin/sh\napp & app2 & wait\necho over\n'),
    ],
  },
  {
    title: /^let bash pass the signal on to all of them, and end with the first that ends$/,
    endsWith: 143,
    changes: ['ignored', 'status'],
    cases: [
      entry('#!/bin/bash\napp2 &\napp --port 80\n'),
      entry('#!/bin/bash\ncd /\napp2 x &\nexec app "$@"\n', 'ENTRYPOINT ["./entry.sh", "y"]'),
      start('CMD ["bash", "-c", "cd /; app2 & app z"]'),
    ],
  },
  {
    // su opens a session, from which the program is not a child of its own.
    title: /^switch the user by setpriv, which gives way to `.+` of that user$/,
    changes: ['env', 'status'],
    cases: [
      start('CMD ["su", "root", "-c", "exec app"]'),
      start('CMD cd / && exec su root -c "exec app x"'),
      entry('#!/bin/sh\nMODE=live\nexport MODE\nexec su root -s /bin/sh -c "exec app \'a b\'"\n'),
    ],
  },
  // Neither conda nor pm2 is in these images; the paths are what their documentation says.
  { title: /^start the program of the environment itself/, elsewhere: 'fixtures.test.ts', cases: [] },
  { title: /^start it in the foreground by pm2-runtime$/, elsewhere: 'fixtures.test.ts', cases: [] },
  { title: /^let the shell stop the services and wait$/, elsewhere: 'services.test.ts', cases: [] },
  {
    title: /^start the program without its wrapper, and let the shell pass the signal on and wait$/,
    changes: ['fds', 'ignored'],
    cases: [
      start('CMD flock lock app; true'),
      start('CMD cd /; flock /tmp/pid1-lint-2 app --port 80; true'),
      start('ENTRYPOINT flock lock app x; true'),
    ],
  },
  {
    title: /^start the program without [\w.-]+$/,
    changes: ['fds', 'env', 'status'],
    cases: [
      start('CMD ["flock", "lock", "app", "--port", "80"]'),
      start('CMD ["strace", "-o", "/dev/null", "app"]'),
      start('ENTRYPOINT ["xargs", "app"]'),
    ],
  },
  {
    title: /^start the program without [\w.-]+, and tell the shell to `exec` it$/,
    changes: ['fds'],
    cases: [
      start('CMD ["flock", "lock", "sh", "-c", "cd /; app"]'),
      start('CMD ["flock", "lock", "sh", "-c", "MODE=live app x"]'),
      start('CMD ["strace", "-o", "/dev/null", "sh", "-c", "umask 027; app"]'),
    ],
  },
  {
    // What the shell has of envvars reaches apache2 either way.
    title: /^run apache2 itself, with the environment that apache2?ctl gives it$/,
    cases: [
      start('ENV APACHE_HTTPD=apache2', 'CMD apache2ctl -D FOREGROUND'),
      start('ENV APACHE_HTTPD=apache2', 'CMD ["apachectl", "-k", "start", "-DFOREGROUND"]'),
      {
        lines: ['ENV APACHE_HTTPD=apache2', 'ENTRYPOINT ["tini", "--", "./entry.sh"]'],
        files: { 'entry.sh': '#!/bin/sh\ncd /\nexec apache2ctl -D FOREGROUND\n' },
      },
    ],
  },
  {
    title: /^run httpd itself$/,
    mends: true,
    cases: [
      start('FROM rockylinux:9', 'CMD ["apachectl", "-DFOREGROUND"]'),
      start('FROM rockylinux:9', 'CMD apachectl -D FOREGROUND'),
      start('FROM alpine:3.20', 'CMD ["/usr/sbin/apachectl", "-DFOREGROUND"]'),
    ],
  },
  {
    title: /^run `.+` itself, without the npm_\* variables and the node_modules\/\.bin in PATH that .+ sets$/,
    changes: ['env'],
    cases: [
      npm('10.1.0', { start: 'python3 server.py' }, 'CMD ["npm", "start"]'),
      npm('10.1.0', { serve: 'python3 server.py --port 80' }, 'CMD ["npm", "run", "serve"]'),
      npm('10.1.0', { serve: 'python3 "a b.py"' }, 'ENTRYPOINT ["npm", "run-script", "serve"]'),
    ],
  },
  {
    title: /^(add|put) [\w-]+(, which the image has,)? at PID 1/,
    elsewhere: 'init-fixes.test.ts',
    cases: [],
  },
  { title: /^tell [\w-]+ to signal the group/, elsewhere: 'init-fixes.test.ts', cases: [] },
  {
    title: /^stop it with SIG\w+$/,
    cases: [
      start('CMD ["nginx", "-g", "daemon off;"]'),
      start('ENTRYPOINT ["apache2", "-DFOREGROUND"]'),
      start('STOPSIGNAL SIGKILL', 'CMD ["app"]'),
    ],
  },
  {
    title: /^let the trap pass the signal on and wait$/,
    endsWith: 143,
    changes: ['ignored'],
    cases: [
      entry("#!/bin/bash\ntrap 'echo over' TERM\napp --port 80\n"),
      entry('#!/bin/bash\napp &\npid=$!\ntrap \'kill -TERM "$pid"\' TERM\nwait "$pid"\n'),
      entry("#!/bin/sh\ntrap 'rm -f lock' TERM\nexec app x\n"),
    ],
  },
  {
    title: /^say in the first line that `.+` runs it$/,
    mends: true,
    cases: [entry('exec app\n'), entry('cd /\nexec app x\n'), entry('[[ -d / ]] && exec app y\n')],
  },
  {
    title: /^end its lines in line feeds alone$/,
    mends: true,
    cases: [
      entry('#!/bin/sh\r\nexec app\r\n'),
      entry('#!/bin/bash\r\ncd /\r\nexec app x\r\n'),
      entry('#!/bin/sh\r\nexec app "$@"\r\n', 'ENTRYPOINT ["./entry.sh", "y"]'),
    ],
  },
  {
    title: /^make it executable$/,
    mends: true,
    cases: [
      plainScript('#!/bin/sh\nexec app\n'),
      plainScript('#!/bin/bash\ncd /\nexec app x\n'),
      { ...plainScript('#!/bin/sh\nexec app "$@"\n'), lines: ['ENTRYPOINT ["./entry.sh"]', 'CMD ["y"]'] },
    ],
  },
  {
    title: /^let `\/bin\/sh` run it$/,
    mends: true,
    cases: [
      onAlpine('#!/bin/bash\nexec app\n'),
      onAlpine('#!/usr/bin/env bash\ncd /\nexec app x\n'),
      onAlpine('#!/bin/bash -e\nexec app y\n'),
    ],
  },
  {
    title: /^write it as valid JSON$/,
    mends: true,
    cases: [
      start("CMD ['app', '--port', '80']"),
      start('CMD ["app", "a b",]'),
      start('ENTRYPOINT ["app"] # note'),
    ],
  },
  {
    title: /^write it as valid JSON, for a shell that replaces the variable and gives way by `exec`$/,
    mends: true,
    cases: [
      start('ENV PORT=80', 'CMD ["app", $PORT]'),
      start('ENV NAME="a b"', 'ENTRYPOINT ["app", $NAME]'),
      start('ENV BIN=app', 'ENTRYPOINT ["tini", "--", $BIN]', 'CMD ["y"]'),
    ],
  },
  {
    // No base image of these tests starts something by its CMD.
    title: /^write the CMD again below ENTRYPOINT$/,
    elsewhere: 'fixtures.test.ts',
    cases: [],
  },
  {
    title: /^let a trap end the shell until it gives way$/,
    cases: [
      start('CMD until true; do sleep 1; done; exec app'),
      entry('#!/bin/sh\nwhile [ -e /nowhere ]; do\n  sleep 1\ndone\nexec app x\n'),
      entry(
        '#!/bin/bash\nif [ -d / ]; then until true; do sleep 1; done; fi\nexec app "$@"\n',
        'ENTRYPOINT ["./entry.sh", "y"]',
      ),
    ],
  },
  // Of the start nothing changes; what becomes of a check was measured on docker, see the page of the rule.
  { title: /^tell the shell of the check to `exec` it/, elsewhere: 'fixtures.test.ts', cases: [] },
  {
    title: /^hand the arguments on to the program$/,
    mends: true,
    cases: [
      start('ENTRYPOINT app --port 80', 'CMD ["--verbose"]'),
      start('ENTRYPOINT exec app', 'CMD ["-a", "b c"]'),
      start('ENTRYPOINT MODE=live exec app', 'CMD ["--x"]'),
    ],
  },
  {
    title: /^let a shell interpret it, and give way by `exec`$/,
    mends: true,
    cases: [
      start('ENV PORT=80', 'CMD ["app", "$PORT"]'),
      start('CMD ["true", "&&", "app", "x"]'),
      start('ENV PORT=80', 'ENTRYPOINT ["app", "$PORT"]', 'CMD ["y"]'),
    ],
  },
  {
    title: /^write each word as a string of its own$/,
    mends: true,
    cases: [start('CMD ["app --port 80"]'), start('ENTRYPOINT ["app \'a b\'"]'), start('CMD ["app x y"]')],
  },
  {
    title: /^start it without [\w-]+$/,
    cases: [
      start('ENTRYPOINT ["tini", "--", "tini", "--", "app"]'),
      start('ENTRYPOINT ["tini", "--"]', 'CMD ["dumb-init", "app", "x"]'),
      start('ENTRYPOINT ["dumb-init", "tini", "--", "app"]'),
    ],
  },
  {
    title: /^give the words as they are, in exec form$/,
    mends: true,
    cases: [
      start('ENTRYPOINT ["app"]', 'CMD -p 80'),
      start('ENTRYPOINT ["app", "--mode"]', 'CMD live "a b"'),
      start('ENTRYPOINT ["app", "--name"]', 'CMD "a b" c'),
    ],
  },
];

/** What a script that stands for python does: the stub workload by another name. */
export const STAND_INS: readonly string[] = ['apache2', 'httpd', 'nginx', 'python3'];
