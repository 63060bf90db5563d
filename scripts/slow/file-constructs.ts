// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are shell text
import { numbered } from './numbered.ts';

type Files = Readonly<Record<string, string>>;

/** A kind of input that is not shell text: its files in any size. */
export interface FileKind {
  readonly name: string;
  readonly files: (size: number) => Files;
}

const lines = (count: number, line: (index: number) => string, end = '\n'): string =>
  Array.from({ length: count }, (_, index) => line(index) + end).join('');

const dockerfile = (text: string, more: Files = {}): Files => ({ Dockerfile: text, ...more });

/** Lines of a Dockerfile, `%n` for the number of each; the last instruction is `CMD app; x` where none is said. */
const dockerfileLines: readonly (readonly [
  name: string,
  line: string,
  more?: Partial<Record<'before' | 'after', string>>,
])[] = [
  ['RUN', 'RUN make %n'],
  ['RUN that writes', 'RUN echo "#!/bin/sh" > /%n.sh && chmod +x /%n.sh'],
  ['RUN that writes the script', 'RUN echo "line%n" >> /run.sh', { after: 'CMD ["/run.sh"]' }],
  [
    'RUN that changes the script',
    'RUN sed -i "s/a%n/b/" /run.sh',
    { before: 'COPY run.sh /run.sh', after: 'CMD ["/run.sh"]' },
  ],
  [
    'RUN that changes its mode',
    'RUN chmod +x /run.sh',
    { before: 'COPY run.sh /run.sh', after: 'CMD ["/run.sh"]' },
  ],
  ['RUN that links it', 'RUN ln -s /r%n /run.sh', { after: 'CMD ["/run.sh"]' }],
  ['RUN that links them in a row', 'RUN ln -s /r%m.sh /r%n.sh', { after: 'CMD ["/r%l.sh"]' }],
  [
    'RUN that copies them in a row',
    'RUN cp /r%m.sh /r%n.sh',
    { before: 'COPY run.sh /r0.sh', after: 'CMD ["/r%l.sh"]' },
  ],
  [
    'RUN that moves it there and back',
    'RUN mv /run.sh /x.sh && mv /x.sh /run.sh',
    { before: 'COPY run.sh /run.sh', after: 'CMD ["/run.sh"]' },
  ],
  [
    'RUN that removes',
    'RUN rm -rf /tmp/%n /run.sh.%n',
    { before: 'COPY run.sh /run.sh', after: 'CMD ["/run.sh"]' },
  ],
  ['RUN with here-documents', 'RUN <<E\necho %n > /f%n\nE'],
  ['RUN with a list', 'RUN a%n && b%n && c%n || d%n'],
  [
    'RUN with find',
    'RUN find / -name "*.sh" -exec chmod +x {} +',
    { before: 'COPY run.sh /run.sh', after: 'CMD ["/run.sh"]' },
  ],
  ['RUN that makes users', 'RUN useradd -s /bin/bash u%n', { after: 'CMD su u%m -c app' }],
  ['RUN that installs', 'RUN apt-get install -y p%n npm@%n'],
  ['RUN with mounts', 'RUN --mount=type=bind,source=%n,target=/%n make'],
  ['COPY', 'COPY f%n /srv/'],
  ['COPY of the script', 'COPY run.sh /run.sh', { after: 'CMD ["/run.sh"]' }],
  ['COPY of globs', 'COPY *%n*.sh /srv/', { after: 'CMD ["/srv/run.sh"]' }],
  ['COPY of folders', 'COPY . /srv%n/', { after: 'CMD ["/srv%m/run.sh"]' }],
  ['COPY of here-documents', 'COPY <<E /f%n\nhello\nE'],
  ['COPY to a variable', 'COPY run.sh $V/run.sh', { after: 'CMD ["/run.sh"]' }],
  ['ADD', 'ADD https://example.com/%n.tar /srv/'],
  ['ENV', 'ENV V%n=$V%m-x'],
  ['ENV that grows', 'ENV X="$X %n"'],
  ['ENV PATH', 'ENV PATH=/opt/%n:$PATH', { after: 'CMD ["app"]' }],
  ['ARG', 'ARG V%n=${V%m}-x'],
  ['ARG in front', 'ARG V%n=a', { before: '' }],
  ['LABEL', 'LABEL l%n="a" k%n=$V%m'],
  ['WORKDIR', 'WORKDIR d%n'],
  ['USER', 'USER u%n'],
  ['EXPOSE', 'EXPOSE %n'],
  ['VOLUME', 'VOLUME /%n'],
  ['SHELL', 'SHELL ["/bin/bash", "-c"]'],
  ['STOPSIGNAL', 'STOPSIGNAL SIGTERM'],
  ['HEALTHCHECK', 'HEALTHCHECK CMD curl %n'],
  ['ONBUILD', 'ONBUILD RUN make %n'],
  ['CMD', 'CMD app%n; x'],
  ['ENTRYPOINT', 'ENTRYPOINT ["app%n"]'],
  ['comments', '# comment %n'],
  ['ignore comments', '# pid1-lint ignore=PID101 -- %n'],
  ['ignore comments for lines', '# pid1-lint ignore=PID101\nRUN %n'],
  ['empty lines', ''],
  ['mistakes', 'WHAT %n'],
  ['near JSON', "CMD ['app%n']"],
  ['stages', 'FROM debian:12 AS s%n'],
  ['stages with a CMD', 'FROM debian:12 AS s%n\nCMD app%n; x'],
  ['stages on one', 'FROM base AS s%n\nRUN make', { before: 'FROM debian:12 AS base\nCMD app; x' }],
  [
    'stages on one, with a CMD',
    'FROM base AS s%n\nCMD app%n; x',
    { before: 'FROM debian:12 AS base\nCOPY run.sh /run.sh' },
  ],
  [
    'stages on each other',
    'FROM s%m AS s%n\nRUN make %n',
    { before: 'FROM debian:12 AS s0', after: 'CMD app; x' },
  ],
  ['stages on each other, with a CMD', 'FROM s%m AS s%n\nCMD app%n; x', { before: 'FROM debian:12 AS s0' }],
  [
    'stages on each other, with the same CMD',
    'FROM s%m AS s%n\nCMD app; x',
    { before: 'FROM debian:12 AS s0' },
  ],
  [
    'stages on each other, with a script',
    'FROM s%m AS s%n\nRUN touch /%n\nCMD ["/run.sh"]',
    { before: 'FROM debian:12 AS s0\nCOPY run.sh /run.sh' },
  ],
  [
    'stages on each other, with ENV',
    'FROM s%m AS s%n\nENV V%n=1\nCMD ["/run.sh"]',
    { before: 'FROM debian:12 AS s0\nCOPY run.sh /run.sh' },
  ],
  [
    'stages that copy from each other',
    'FROM debian:12 AS s%n\nCOPY --from=s%m /run.sh /run.sh',
    { before: 'FROM debian:12 AS s0\nCOPY run.sh /run.sh', after: 'CMD ["/run.sh"]' },
  ],
  [
    'stages that copy from each other twice',
    'FROM debian:12 AS s%n\nCOPY --from=s%m / /\nCOPY --from=s%m /a /b',
    { before: 'FROM debian:12 AS s0\nCOPY run.sh /run.sh', after: 'CMD ["/run.sh"]' },
  ],
  ['stages with ONBUILD', 'FROM s%m AS s%n\nONBUILD RUN make %n', { before: 'FROM debian:12 AS s0' }],
  ['stages with variables', 'FROM ${V%n:-debian:12} AS s%n\nCMD app; x'],
];

const script = '#!/bin/sh\nif [ -n "$A" ]; then B=1; fi\napp; x\n';

const ofDockerfile: readonly FileKind[] = dockerfileLines.flatMap(
  ([name, line, { before = '', after = '' } = {}]) => {
    const text = (size: number): string => {
      const first = before.startsWith('FROM') || line.startsWith('FROM') ? '' : 'FROM debian:12\n';
      const body = lines(size, (n) => numbered(line, n + 1, size));
      const last =
        after === '' && !/CMD|ENTRYPOINT/.test(line) ? 'CMD app; x\n' : `${numbered(after, size, size)}\n`;
      return `${first}${before}\n${body}${last}`;
    };
    return [
      { name: `Dockerfile: ${name}`, files: (size: number) => dockerfile(text(size), { 'run.sh': script }) },
    ];
  },
);

const start = (command: string, more: Files): Files =>
  dockerfile(`FROM debian:12\nWORKDIR /srv\nCOPY . /srv/\nCMD ${command}\n`, more);

const inJson = (size: number, entry: (n: number) => string): string =>
  Array.from({ length: size }, (_, n) => entry(n)).join(',');

const ofFiles: readonly FileKind[] = [
  {
    name: 'supervisord.conf: programs',
    files: (n) =>
      start('["supervisord", "-n", "-c", "/srv/s.conf"]', {
        's.conf': `[supervisord]\nnodaemon=true\n${lines(n, (i) => `[program:p${i}]\ncommand=app${i} --x`)}`,
      }),
  },
  {
    name: 'supervisord.conf: shells',
    files: (n) =>
      start('["supervisord", "-n", "-c", "/srv/s.conf"]', {
        's.conf': `[supervisord]\nnodaemon=true\n${lines(n, (i) => `[program:p${i}]\ncommand=sh -c "if [ -n \\"$A\\" ]; then a; fi; app${i}; x"`)}`,
      }),
  },
  {
    name: 'supervisord.conf: scripts',
    files: (n) =>
      start('["supervisord", "-n", "-c", "/srv/s.conf"]', {
        'run.sh': script,
        's.conf': `[supervisord]\nnodaemon=true\n${lines(n, (i) => `[program:p${i}]\ncommand=/srv/run.sh ${i}`)}`,
      }),
  },
  {
    name: 'supervisord.conf: other lines',
    files: (n) =>
      start('["supervisord", "-n", "-c", "/srv/s.conf"]', {
        's.conf': `[supervisord]\nnodaemon=true\n[program:p]\ncommand=app\n${lines(n, (i) => `key${i}=value`)}`,
      }),
  },
  {
    name: 'package.json: scripts that start each other',
    files: (n) =>
      start('["npm", "start"]', {
        'package.json': `{"scripts":{"start":"npm run s0",${inJson(n, (i) => `"s${i}":"npm run s${i + 1}"`)},"s${n}":"node x.js"}}`,
      }),
  },
  {
    name: 'package.json: scripts that start two',
    files: (n) =>
      start('["npm", "start"]', {
        'package.json': `{"scripts":{"start":"npm run s0",${inJson(n, (i) => `"s${i}":"npm run s${i + 1} & npm run s${i + 1}"`)},"s${n}":"node x.js"}}`,
      }),
  },
  {
    name: 'package.json: scripts',
    files: (n) =>
      start('["npm", "start"]', {
        'package.json': `{"scripts":{"start":"node x.js",${inJson(n, (i) => `"s${i}":"x"`)}}}`,
      }),
  },
  {
    name: 'package.json: one long script',
    files: (n) =>
      start('["npm", "start"]', {
        'package.json': `{"scripts":{"start":"${'a && '.repeat(n)}node x.js"}}`,
      }),
  },
  {
    name: 'package.json: nested',
    files: (n) =>
      start('["npm", "start"]', {
        'package.json': `{"x":${'['.repeat(n)}${']'.repeat(n)},"scripts":{"start":"node x.js"}}`,
      }),
  },
  {
    name: 'Procfile: processes',
    files: (n) => start('["foreman", "start"]', { Procfile: lines(n, (i) => `p${i}: app${i} --x`) }),
  },
  {
    name: 'Makefile: targets',
    files: (n) =>
      start('["make", "t0"]', { Makefile: `${lines(n, (i) => `t${i}: t${i + 1}\n\tapp${i}`)}t${n}:\n\tx\n` }),
  },
  {
    name: 'Makefile: lines',
    files: (n) => start('["make", "t"]', { Makefile: `t:\n${lines(n, (i) => `\tapp${i}`)}` }),
  },
  {
    name: 'Makefile: variables',
    files: (n) =>
      start('["make", "t"]', {
        Makefile: `V0=x\n${lines(n, (i) => `V${i + 1}=$(V${i}) $(V${i})`)}t:\n\tapp $(V${n})\n`,
      }),
  },
  {
    name: 'a server of node that handles signals',
    files: (n) =>
      start('["node", "/srv/x.js"]', {
        'x.js': `${lines(n, (i) => `function f${i}() { if (a) { process.on('SIGUSR${i}', () => {}) } }`)}`,
      }),
  },
  {
    name: 'a server of node that loads others',
    files: (n) =>
      start('["node", "/srv/x.js"]', {
        'x.js': lines(n, (i) => `require('./m${i}.js')`),
        ...Object.fromEntries(
          Array.from({ length: n }, (_, i) => [`m${i}.js`, `require('./m${i + 1}.js')\n`]),
        ),
      }),
  },
  {
    name: 'a server of python',
    files: (n) =>
      start('["python3", "/srv/x.py"]', {
        'x.py': lines(n, (i) => `def f${i}():\n    signal.signal(signal.SIGUSR1, g${i})`),
      }),
  },
  {
    name: 'nested functions of node',
    files: (n) =>
      start('["node", "/srv/x.js"]', {
        'x.js': `${'function f() {'.repeat(n)} process.on('SIGTERM', g) ${'}'.repeat(n)}`,
      }),
  },
  {
    name: '.dockerignore: patterns',
    files: (n) => start('./run.sh', { 'run.sh': script, '.dockerignore': lines(n, (i) => `**/x${i}/*.txt`) }),
  },
  {
    name: '.dockerignore: exceptions',
    files: (n) =>
      start('./run.sh', {
        'run.sh': script,
        '.dockerignore': `*\n!run.sh\n${lines(n, (i) => `a${i}/**\n!a${i}/**/b`)}`,
      }),
  },
  {
    name: '.dockerignore: a pattern of many stars',
    files: (n) =>
      start('./run.sh', {
        'run.sh': script,
        [`${'a'.repeat(100)}`]: 'x',
        '.dockerignore': `${'*a'.repeat(n)}b\n${'**/a'.repeat(n)}b\n`,
      }),
  },
  {
    name: 'files in the context',
    files: (n) =>
      start('./run.sh', {
        'run.sh': script,
        ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`d${i % 10}/f${i}`, ''])),
      }),
  },
  {
    name: 'files in the context, by globs',
    files: (n) => ({
      ...dockerfile('FROM debian:12\nCOPY d*/f*.sh /srv/\nCOPY */x /y/\nCMD ["/srv/f7.sh"]\n'),
      '.dockerignore': '**/*.txt\n!d3/**',
      ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`d${i % 10}/f${i}.sh`, script])),
    }),
  },
  {
    name: 'a glob of many stars',
    files: (n) => ({
      ...dockerfile(`FROM debian:12\nCOPY ${'*a'.repeat(n)}b /srv/\nCMD ["/srv/run.sh"]\n`),
      ['a'.repeat(100)]: script,
    }),
  },
  {
    name: 's6 services',
    files: (n) => ({
      ...dockerfile('FROM debian:12\nCOPY services /etc/services.d\nCMD ["s6-svscan", "/etc/services.d"]\n'),
      ...Object.fromEntries(Array.from({ length: n }, (_, i) => [`services/s${i}/run`, script])),
    }),
  },
  {
    name: 'scripts that start each other',
    files: (n) => ({
      ...dockerfile('FROM debian:12\nCOPY *.sh /\nCMD ["/r0.sh"]\n'),
      ...Object.fromEntries(
        Array.from({ length: n + 1 }, (_, i) => [
          `r${i}.sh`,
          i === n ? script : `#!/bin/sh\nexec /r${i + 1}.sh\n`,
        ]),
      ),
    }),
  },
  {
    name: 'scripts that start each other on two ways',
    files: (n) => ({
      ...dockerfile('FROM debian:12\nCOPY *.sh /\nCMD ["/r0.sh"]\n'),
      ...Object.fromEntries(
        Array.from({ length: n + 1 }, (_, i) => [
          `r${i}.sh`,
          i === n
            ? script
            : `#!/bin/sh\nif [ -n "$V${i}" ]; then exec /r${i + 1}.sh a; fi\nexec /r${i + 1}.sh b\n`,
        ]),
      ),
    }),
  },
  {
    name: 'scripts that source each other',
    files: (n) => ({
      ...dockerfile('FROM debian:12\nCOPY *.sh /\nCMD ["/r0.sh"]\n'),
      ...Object.fromEntries(
        Array.from({ length: n + 1 }, (_, i) => [
          `r${i}.sh`,
          i === n ? script : `#!/bin/sh\n. /r${i + 1}.sh\n. /r${i + 1}.sh\n`,
        ]),
      ),
    }),
  },
  { name: 'CMD: words', files: (n) => dockerfile(`FROM debian:12\nCMD app${' word'.repeat(n)}; x\n`) },
  { name: 'CMD: strings', files: (n) => dockerfile(`FROM debian:12\nCMD ["app"${', "word"'.repeat(n)}]\n`) },
  {
    name: 'CMD: not quite strings',
    files: (n) => dockerfile(`FROM debian:12\nCMD ["app"${', "word"'.repeat(n)},]\n`),
  },
  {
    name: 'CMD: not quite strings, one long',
    files: (n) => dockerfile(`FROM debian:12\nCMD ['app', "${'x\\"'.repeat(n)}']\n`),
  },
  { name: 'CMD: brackets', files: (n) => dockerfile(`FROM debian:12\nCMD ${'['.repeat(n)}"app"\n`) },
  {
    name: 'CMD: of a shell',
    files: (n) => dockerfile(`FROM debian:12\nCMD ["sh", "-c", "${'a; '.repeat(n)}app"]\n`),
  },
  {
    name: 'CMD: continued',
    files: (n) => dockerfile(`FROM debian:12\nCMD app \\\n${' word \\\n'.repeat(n)} && x\n`),
  },
  {
    name: 'CMD: continued with CRLF',
    files: (n) => dockerfile(`FROM debian:12\r\nCMD app \\\r\n${' word \\\r\n'.repeat(n)} && x\r\n`),
  },
  {
    name: 'CMD: continued with comments',
    files: (n) => dockerfile(`FROM debian:12\nCMD app \\\n${'# comment\n word \\\n'.repeat(n)} && x\n`),
  },
  {
    name: 'RUN: continued',
    files: (n) =>
      dockerfile(`FROM debian:12\nRUN a \\\n${lines(n, (i) => ` && b${i} > /f${i} \\`)} && x\nCMD app; x\n`),
  },
  {
    name: 'RUN: one here-document',
    files: (n) =>
      dockerfile(`FROM debian:12\nRUN <<E\n${lines(n, (i) => `echo ${i} > /f${i}`)}E\nCMD app; x\n`),
  },
  {
    name: 'RUN: here-document into the script',
    files: (n) =>
      dockerfile(
        `FROM debian:12\nRUN cat > /run.sh <<E && chmod +x /run.sh\n#!/bin/sh\n${lines(n, (i) => `a${i}`)}app\nE\nCMD ["/run.sh"]\n`,
      ),
  },
  {
    name: 'COPY: one here-document',
    files: (n) =>
      dockerfile(
        `FROM debian:12\nCOPY <<E /run.sh\n#!/bin/sh\n${lines(n, (i) => `a${i}`)}app\nE\nCMD ["/run.sh"]\n`,
      ),
  },
  {
    name: 'COPY: many sources',
    files: (n) =>
      dockerfile(
        `FROM debian:12\nCOPY ${lines(n, (i) => `f${i}`, ' ')} run.sh /srv/\nCMD ["/srv/run.sh"]\n`,
        { 'run.sh': script },
      ),
  },
  {
    name: 'ENV: many',
    files: (n) =>
      dockerfile(`FROM debian:12\nENV ${lines(n, (i) => `V${i}=$V${i - 1}x`, ' ')}\nCMD app $V9; x\n`),
  },
  {
    name: 'ENV: nested defaults',
    files: (n) => dockerfile(`FROM debian:12\nENV X=${'${A:-'.repeat(n)}x${'}'.repeat(n)}\nCMD app; x\n`),
  },
  {
    name: 'ENV: pattern of many stars',
    files: (n) =>
      dockerfile(
        `FROM debian:12\nENV X=${'a'.repeat(100)}\nENV Y=\${X%%${'*b'.repeat(n)}}\nENV Z=\${X//${'*a'.repeat(n)}b/c}\nCMD app; x\n`,
      ),
  },
  {
    name: 'ENV: doubled',
    files: (n) =>
      dockerfile(`FROM debian:12\nENV X=a\n${'ENV X=$X$X\n'.repeat(Math.min(n, 1000))}CMD app $X; x\n`),
  },
  {
    name: 'ENV: blanks',
    files: (n) =>
      dockerfile(`FROM debian:12\nENV X ${' '.repeat(n)}a\nLABEL a=b${' '.repeat(n)}c\nCMD app; x\n`),
  },
  { name: 'blanks', files: (n) => dockerfile(`FROM debian:12\nCMD ${' '.repeat(n)}app;${' '.repeat(n)}x\n`) },
  {
    name: 'blank lines in a continuation',
    files: (n) => dockerfile(`FROM debian:12\nCMD app; \\\n${'  \n'.repeat(n)} x\n`),
  },
  { name: 'backslashes', files: (n) => dockerfile(`FROM debian:12\nCMD app ${'\\'.repeat(n)}; x\n`) },
  {
    name: 'flags',
    files: (n) =>
      dockerfile(
        `FROM debian:12\nCOPY ${'--chown=a '.repeat(n)} a b\nRUN ${'--mount=type=cache '.repeat(n)} x\nCMD app; x\n`,
      ),
  },
  { name: 'one letter', files: (n) => dockerfile(`FROM debian:12\nCMD app ${'x'.repeat(n)}; x\n`) },
  {
    name: 'a path',
    files: (n) =>
      dockerfile(`FROM debian:12\nWORKDIR ${'/a'.repeat(n)}\nCOPY run.sh .\nCMD ./run.sh\n`, {
        'run.sh': script,
      }),
  },
  {
    name: 'a path upwards',
    files: (n) =>
      dockerfile(`FROM debian:12\nCOPY run.sh /${'a/../'.repeat(n)}run.sh\nCMD /run.sh\n`, {
        'run.sh': script,
      }),
  },
  { name: 'directives', files: (n) => dockerfile(`${'# x=y\n'.repeat(n)}FROM debian:12\nCMD app; x\n`) },
  { name: 'a name of an image', files: (n) => dockerfile(`FROM ${'a/'.repeat(n)}b:12\nCMD app; x\n`) },
  { name: 'a tag', files: (n) => dockerfile(`FROM debian:${'1-'.repeat(n)}x\nCMD app; x\n`) },
  {
    name: 'healthchecks',
    files: (n) => dockerfile(`FROM debian:12\nHEALTHCHECK --interval=${'1h'.repeat(n)} CMD x\nCMD app; x\n`),
  },
];

/** Kinds of Dockerfiles, and of the files beside them that the model reads. */
export const fileKinds: readonly FileKind[] = [...ofDockerfile, ...ofFiles];
