/** A kind of input that can be made in any size. */
export interface GrowthInput {
  readonly name: string;
  /** The size that is promised to be bearable. */
  readonly size: number;
  /** The files of the build context by path, the Dockerfile among them. */
  readonly files: (size: number) => Readonly<Record<string, string>>;
}

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => `${line(index)}\n`).join('');

const inScript = (script: string): Readonly<Record<string, string>> => ({
  Dockerfile: 'FROM debian:12\nCOPY --chmod=755 run.sh /run.sh\nENTRYPOINT ["/run.sh"]\nCMD ["app"]\n',
  'run.sh': `#!/bin/sh\n${script}exec "$@"\n`,
});

export const growthInputs: readonly GrowthInput[] = [
  {
    name: 'lines in a Dockerfile',
    size: 10_000,
    files: (size) => ({
      Dockerfile: `FROM debian:12\n${lines(size, (n) => `RUN install-${n} --to /opt/${n}`)}CMD app; x\n`,
    }),
  },
  {
    name: 'bytes in a here-document',
    size: 1_000_000,
    files: (size) => ({
      Dockerfile: `FROM debian:12\nCOPY <<E /etc/app.conf\n${lines(size / 50, (n) => `${n} `.padEnd(49, 'x'))}E\nCMD app; x\n`,
    }),
  },
  {
    name: 'words in CMD',
    size: 100_000,
    // BuildKit takes no line of more than 65,535 bytes.
    files: (size) => ({
      Dockerfile: `FROM debian:12\nCMD app \\\n${lines(size / 100, () => `${'word '.repeat(100)}\\`)}; x\n`,
    }),
  },
  {
    name: 'lines in a script',
    size: 5000,
    files: (size) =>
      inScript(lines(size, (n) => (n % 2 === 0 ? `mkdir -p /srv/${n}` : `VALUE_${n}=$(date)`))),
  },
  {
    name: 'branches in a script',
    size: 2000,
    files: (size) => inScript(lines(size, (n) => `if [ -n "$V${n}" ]; then W${n}=1; fi`)),
  },
  {
    name: 'variables with defaults that branches test',
    size: 2000,
    files: (size) =>
      inScript(lines(size, (n) => `V${n}=\${V${n}:-x}; if [ "$V${n}" = y ]; then W${n}=$V${n}; fi`)),
  },
  {
    name: 'levels of nesting',
    size: 20,
    files: (size) =>
      inScript(`${lines(size, (n) => `if [ -n "$V${n}" ]; then`)}echo deep\n${'fi\n'.repeat(size)}`),
  },
  {
    name: 'stages on one another',
    size: 500,
    files: (size) => ({
      Dockerfile: `FROM debian:12 AS s0\n${lines(size, (n) => `FROM s${n} AS s${n + 1}\nENV A${n}=1\nRUN make-${n}`)}CMD app; x\n`,
    }),
  },
  {
    name: 'stages with a finding each',
    size: 200,
    files: (size) => ({
      Dockerfile: lines(size, (n) => `FROM debian:12 AS s${n}\nCMD app${n}; x`),
    }),
  },
  {
    name: 'files in the context',
    size: 100_000,
    files: (size) => ({
      Dockerfile: 'FROM debian:12\nCOPY . /srv/\nWORKDIR /srv\nCMD ./run.sh\n',
      'run.sh': '#!/bin/sh\napp; x\n',
      ...Object.fromEntries(Array.from({ length: size }, (_, n) => [`data/${n % 100}/${n}.txt`, ''])),
    }),
  },
];
