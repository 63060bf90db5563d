import { describe, expect, test } from 'vitest';
import type { ProjectAnswer, ProjectQuery } from '../../src/knowledge/started.ts';
import { readProject } from '../../src/startup/launch/project.ts';

/** What the files of a project say to a question. */
function answer(
  files: Readonly<Record<string, string>>,
  query: Partial<ProjectQuery> & { tool: string },
  packages: readonly string[] = [],
): ProjectAnswer {
  const project = readProject(
    (path) => {
      const text = files[path];
      return text === undefined
        ? { reason: 'it is not there', binary: false, brought: false }
        : { name: path, text };
    },
    {
      file: () => ({ reason: 'it is not there', binary: false, brought: false }),
      names: (folder) =>
        Object.keys(files).flatMap((path) =>
          path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : [],
        ),
      hasPackage: (name, managers = []) =>
        managers.some((manager) => packages.includes(`${manager} ${name}`)),
    },
  );
  return project({ name: null, directory: null, file: null, ...query });
}

/** The texts of each process, or why there are none. */
function texts(...args: Parameters<typeof answer>): unknown {
  const found = answer(...args);
  return found.kind === 'texts' ? found.processes.map((one) => one.texts) : [found.kind, found.because];
}

describe('package.json', () => {
  const files = { 'package.json': '{"scripts": {"start": "node a.js", "serve": 1}}' };

  test.each([
    ['npm', 'start', [['node a.js']]],
    ['bun', 'start', [['node a.js']]],
    ['deno', 'start', [['node a.js']]],
    ['npm', 'serve', ['absent', 'package.json has no script serve']],
    ['npm', 'toString', ['absent', 'package.json has no script toString']],
    ['run-s', 'start', [['npm run start']]],
    ['rake', 'start', ['unread', 'what rake is told to start is not read']],
    ['run-s', 'start:*', ['unread', 'which scripts a pattern names is not followed']],
  ])('%s %s', (tool, name, expected) => {
    expect(texts(files, { tool, name })).toEqual(expected);
  });

  test('is looked for in the folder that an option names', () => {
    const inWeb = { 'web/package.json': '{"scripts": {"start": "serve"}}' };
    expect(texts(inWeb, { tool: 'npm', name: 'start', directory: 'web' })).toEqual([['serve']]);
    expect(texts(inWeb, { tool: 'npm', name: 'start' })).toEqual([
      'unread',
      'package.json was not read: it is not there',
    ]);
  });

  test('npm start without a script runs server.js', () => {
    const query = { tool: 'npm', name: 'start' };
    expect(texts({ 'package.json': '{}', 'server.js': '' }, query)).toEqual([['node server.js']]);
    expect(texts({ 'package.json': '{}' }, query)).toEqual(['absent', 'package.json has no script start']);
  });

  test.each(['', '[', '"text"', 'null', '{"scripts": }'])('%j is no package.json', (text) => {
    expect(texts({ 'package.json': text }, { tool: 'npm', name: 'start' })).toEqual([
      'unread',
      'package.json is not valid JSON',
    ]);
  });

  test('a task of deno may be an object', () => {
    const deno = { 'deno.json': '{"tasks": {"dev": {"command": "deno run a.ts"}, "x": "y"}}' };
    expect(texts(deno, { tool: 'deno', name: 'dev' })).toEqual([['deno run a.ts']]);
    expect(texts(deno, { tool: 'deno', name: 'x' })).toEqual([['y']]);
  });
});

describe('a Makefile', () => {
  const make = (Makefile: string, name: string | null = 'run', file: string | null = null) =>
    texts({ Makefile, 'a.mk': 'run:\n\tother\n' }, { tool: 'make', name, file });

  test.each([
    ['run:\n\tapp\n', [['app']]],
    ['run: build\n\t@app --x\nbuild:\n\t-cc a.c\n\t+strip a\n', [['cc a.c', 'strip a', 'app --x']]],
    ['run: ; app\n', [['app']]],
    ['run:\n\tapp \\\n\t  --x\n', [['app  --x']]],
    ['run:\n\techo $$HOME\n\tapp\n', [['echo $HOME', 'app']]],
    ['.PHONY: run\nA = 1\nB := 2\n# note\nrun stop:\n\tapp\n', [['app']]],
    ['run: run\n\tapp\n', [['app']]],
    ['a b : x\n\tone\nrun:b\n\ttwo\n', [['one', 'two']]],
    ['run:\n\t$(APP)\n', ['unread', 'the recipe of run uses variables of make']],
    ['%:\n\tapp\n', ['unread', 'the Makefile has no plain rule for run']],
    ['include a.mk\nrun:\n\tapp\n', ['unread', 'the Makefile does more than plain rules do']],
    ['SHELL = bash\nrun:\n\tapp\n', ['unread', 'the Makefile does more than plain rules do']],
  ])('%j', (text, expected) => {
    expect(make(text)).toEqual(expected);
  });

  test('an option may name another file, and the first target is meant without one', () => {
    expect(make('run:\n\tapp\n', 'run', 'a.mk')).toEqual([['other']]);
    expect(make('.PHONY: b\nb:\n\tapp\n', null)).toEqual([['app']]);
    expect(texts({}, { tool: 'make', name: 'run' })).toEqual([
      'unread',
      'Makefile was not read: it is not there',
    ]);
  });
});

describe('a Procfile', () => {
  const files = { Procfile: '# web: no\nweb: serve --port $PORT\nworker:work\n\nbad\n' };

  test.each([
    [null, [['serve --port $PORT'], ['work']]],
    ['worker', [['work']]],
    ['other', ['absent', 'Procfile has no process other']],
  ])('process %s', (name, expected) => {
    expect(texts(files, { tool: 'foreman', name })).toEqual(expected);
    expect(texts(files, { tool: 'honcho', name })).toEqual(expected);
  });
});

describe("supervisord's configuration", () => {
  test('tells its programs, how each is stopped, and whether it stays', () => {
    const text =
      '[supervisord]\nnodaemon = true ; stay\n\n[program:web]\ncommand=serve %%d\n  --port 80\nstopsignal=QUIT\nstopasgroup=yes\nstopwaitsecs=3\nkillasgroup=true\ndirectory=/srv\n[program:off]\ncommand=x\nautostart=false\n[program:w]\ncommand: work\n';
    expect(answer({ 's.conf': text }, { tool: 'supervisord', file: 's.conf' })).toEqual({
      kind: 'texts',
      background: false,
      processes: [
        {
          texts: ['serve %d --port 80'],
          stop: { signal: 'SIGQUIT', group: true, grace: 3 },
          directory: '/srv',
        },
        { texts: ['work'], stop: { signal: 'SIGTERM', group: false, grace: 10 } },
      ],
    });
  });

  test('is looked for where supervisord looks', () => {
    const file = '/etc/supervisor/supervisord.conf';
    const program = '[program:a]\ncommand=app\n';
    expect(answer({ [file]: program }, { tool: 'supervisord' })).toEqual({
      kind: 'texts',
      background: true,
      processes: [{ texts: ['app'], stop: { signal: 'SIGTERM', group: false, grace: 10 } }],
    });
    expect(texts({ [file]: '[supervisord]\n' }, { tool: 'supervisord' })).toEqual([
      'absent',
      'its configuration starts nothing',
    ]);
    expect(texts({}, { tool: 'supervisord' })).toEqual([
      'unread',
      'supervisord.conf was not read: it is not there',
    ]);
  });
});

describe("what supervisord's configuration includes", () => {
  const program = (name: string, more = '') => `[program:${name}]\ncommand=${name}\n${more}`;
  const include = (files: string) => `[include]\nfiles = ${files}\n`;

  test('is read in the order of its names, relative to its own folder, and put together by sections', () => {
    const files = {
      '/etc/s.conf': `[supervisord]\nnodaemon=false\n${program('a')}${include('sv/*.conf sv/*.ini')}`,
      '/etc/sv/z.conf': program('z'),
      '/etc/sv/b.conf': `${program('b')}[program:a]\nstopsignal=INT\n${include('/etc/other')}`,
      '/etc/sv/c.txt': program('c'),
      '/etc/sv/d.ini': '[supervisord]\nnodaemon=true\n',
    };
    const stop = { signal: 'SIGTERM', group: false, grace: 10 };
    expect(answer(files, { tool: 'supervisord', file: '/etc/s.conf' })).toEqual({
      kind: 'texts',
      background: false,
      processes: [
        { texts: ['a'], stop: { ...stop, signal: 'SIGINT' } },
        { texts: ['b'], stop },
        { texts: ['z'], stop },
      ],
    });
  });

  test.each([
    [
      include('sv/*.conf'),
      'its configuration includes sv/*.conf, and nothing in the Dockerfile is seen to be there',
    ],
    [
      include('%(here)s/sv/*/a.conf'),
      'its configuration includes /etc/sv/*/a.conf, and nothing in the Dockerfile is seen to be there',
    ],
    [include('a.conf'), '/etc/a.conf was not read: it is not there'],
  ])('%j may be anything where it is not seen', (text, because) => {
    expect(texts({ '/etc/s.conf': text }, { tool: 'supervisord', file: '/etc/s.conf' })).toEqual([
      'unread',
      because,
    ]);
  });

  test.each([
    ['apt-get supervisor', '/etc/supervisor/conf.d/web.conf'],
    ['apk supervisor', '/etc/supervisor.d/web.ini'],
    ['dnf supervisor', '/etc/supervisord.d/web.ini'],
  ])('%s brings a configuration that includes %s', (name, path) => {
    const files = { [path]: program('web') };
    expect(texts(files, { tool: 'supervisord' }, [name])).toEqual([['web']]);
    expect(texts(files, { tool: 'supervisord' })).toEqual([
      'unread',
      'supervisord.conf was not read: it is not there',
    ]);
  });
});

describe('pyproject.toml and Pipfile', () => {
  const pyproject = `
[project.scripts]
web = "app.main:run"
[tool.poetry.scripts]
worker = { reference = "app.worker:main", type = "console" }
[tool.pdm.scripts]
serve = "gunicorn app:app"
both = { shell = "migrate && exec app" }
words = { cmd = ["flask", "run", "-h", "0.0.0.0 "] }
called = { call = "app.cli:main" }
[tool.hatch.envs.default.scripts]
up = "uvicorn app:app"
many = ["a", "b"]
[tool.hatch.envs.prod.scripts]
up = "gunicorn app:app"
`;
  const files = { 'pyproject.toml': pyproject, Pipfile: '[scripts]\nstart = "python app.py"\n' };

  test.each([
    ['poetry', 'web', [["python -c 'from app.main import run; run()'"]]],
    ['poetry', 'worker', [["python -c 'from app.worker import main; main()'"]]],
    ['poetry', 'gunicorn', ['absent', 'pyproject.toml has no script gunicorn']],
    ['poetry', 'toString', ['absent', 'pyproject.toml has no script toString']],
    ['poetry', 'serve', ['absent', 'pyproject.toml has no script serve']],
    ['pdm', 'serve', [['gunicorn app:app']]],
    ['pdm', 'both', [["sh -c 'migrate && exec app'"]]],
    ['pdm', 'words', [["flask run -h '0.0.0.0 '"]]],
    ['pdm', 'called', [["python -c 'from app.cli import main; main()'"]]],
    ['hatch', 'up', [['uvicorn app:app']]],
    ['hatch', 'prod:up', [['gunicorn app:app']]],
    ['hatch', 'many', ['absent', 'pyproject.toml has no script many']],
    ['uv', 'web', [["python -c 'from app.main import run; run()'"]]],
    ['uv', 'main.py', [['python main.py']]],
    ['pipenv', 'start', [['python app.py']]],
    ['pipenv', 'web', ['absent', 'Pipfile has no script web']],
  ])('%s run %s', (tool, name, expected) => {
    expect(texts(files, { tool, name })).toEqual(expected);
  });

  test('that cannot be read name nothing', () => {
    expect(texts({}, { tool: 'poetry', name: 'web' })).toEqual([
      'unread',
      'pyproject.toml was not read: it is not there',
    ]);
    expect(texts({ 'pyproject.toml': '[project' }, { tool: 'uv', name: 'web' })).toEqual([
      'unread',
      'pyproject.toml is not valid TOML',
    ]);
  });
});
