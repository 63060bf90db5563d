import type { Options } from 'yargs';
import type { CommandName, engineOptionNames } from './command-names.ts';
import { explainFormats, formats } from './formats.ts';

/** A command as the help shows it. */
interface Command {
  readonly usage: string;
  readonly summary: string;
  readonly options: Record<string, Options>;
  readonly examples: readonly (readonly [line: string, meaning: string])[];
}

const common: Record<string, Options> = {
  color: {
    type: 'boolean',
    describe: 'Colour the output, or not (--no-color)',
    defaultDescription: 'on a terminal',
  },
  help: { type: 'boolean', alias: 'h', describe: 'Show help' },
  version: { type: 'boolean', alias: 'V', describe: 'Show the version' },
};

const text = { type: 'string', requiresArg: true } as const;

const input: Record<string, Options> = {
  'build-arg': { ...text, describe: 'NAME=VALUE, as for docker build; may be repeated' },
  context: {
    ...text,
    describe: 'Root of the build context, where scripts are read; nothing outside of it is touched',
    defaultDescription: "the Dockerfile's folder, or one above that holds what it copies",
  },
  target: { ...text, describe: 'Look at this stage only', defaultDescription: 'every stage that is started' },
};

const configuration: Record<string, Options> = {
  config: {
    ...text,
    describe: 'Configuration for all files',
    defaultDescription: 'the .pid1-lint.yaml nearest to each file',
  },
};

const search: Record<string, Options> = {
  ...configuration,
  exclude: { ...text, describe: 'Glob of what a search leaves out; may be repeated' },
  gitignore: { type: 'boolean', describe: 'Leave out what Git ignores, or not (--no-gitignore)' },
  since: { ...text, describe: 'Only what changed since this commit, branch or tag' },
};

const stdin: Record<string, Options> = {
  'stdin-filename': { ...text, describe: 'What to call the file that - reads' },
};

const engine: Readonly<Record<(typeof engineOptionNames)[number], Options>> = {
  engine: { ...text, describe: 'docker or podman', defaultDescription: 'the first that answers' },
  platform: { ...text, describe: 'Build and run for this platform, as for docker build' },
  'run-arg': {
    ...text,
    describe: 'An option for docker run, such as --run-arg=--env=PORT=80; may be repeated',
  },
  grace: {
    ...text,
    describe: 'Seconds that the container gets to stop before it is killed',
    defaultDescription: '10',
  },
  timeout: {
    ...text,
    describe: 'Seconds that a build may take, and that a container may take to get ready',
    defaultDescription: '300',
  },
  'ready-after': { ...text, describe: 'The container is up so many seconds after its start' },
  'ready-log': {
    ...text,
    describe: 'The container is up when its output shows this text',
    defaultDescription: 'its health check, else processes that stay the same for a second',
  },
};

const lint: Record<string, Options> = {
  format: {
    ...text,
    describe: `What to report as: ${formats.join(', ')}`,
    defaultDescription: 'pretty; in GitHub Actions with annotations',
  },
  output: { ...text, alias: 'o', describe: 'Write the report to this file as well, in that format' },
  fix: { type: 'boolean', describe: 'Write safe fixes' },
  diff: { type: 'boolean', describe: 'Print safe fixes as a unified diff, write nothing' },
  verify: {
    type: 'boolean',
    describe: 'With --fix: keep a fix only if a real container then stops gracefully',
  },
  'unsafe-fixes': {
    type: 'boolean',
    describe: 'With either: also fixes that change the image or what arguments mean',
  },
  init: {
    ...text,
    describe: 'The init that unsafe fixes put at PID 1: tini, dumb-init, catatonit or none',
    defaultDescription: 'tini',
  },
  'fail-on': {
    ...text,
    describe: 'Exit with 1 from this severity up: error, warning, info or never',
    defaultDescription: 'warning',
  },
  baseline: { ...text, describe: 'Do not report the findings that this file knows' },
  'update-baseline': { type: 'boolean', describe: 'Write all findings into the baseline' },
  ignores: { type: 'boolean', describe: 'Obey ignore comments, or not (--no-ignores)' },
  jobs: {
    ...text,
    alias: 'j',
    describe: 'Lint with so many threads; what is fixed is done by one',
    defaultDescription: 'as many as pay for the files that there are',
  },
  quiet: { type: 'boolean', alias: 'q', describe: 'One line for each finding, no notes, no summary' },
};

const explain: Record<string, Options> = {
  format: { ...text, describe: explainFormats.join(' or '), defaultDescription: 'pretty' },
  output: { ...text, alias: 'o', describe: 'Write to this file' },
};

/** The commands, their options and examples; help and parsing are made from it. */
export const commands: Readonly<Record<CommandName, Command>> = {
  lint: {
    usage: 'pid1-lint [lint] [PATH...]',
    summary: 'Find what is wrong with how images start and stop',
    options: { ...lint, ...engine, ...stdin, ...search, ...input, ...common },
    examples: [
      ['pid1-lint Dockerfile', 'what is wrong, why, and how to mend it'],
      ['pid1-lint --diff', 'what --fix would change in every Dockerfile below this folder'],
      ["pid1-lint --fix 'services/*/Dockerfile'", 'write the safe fixes'],
      ['pid1-lint --format sarif -o pid1.sarif', 'report here, and in a file for code scanning'],
      ['pid1-lint --baseline known.json --update-baseline', 'from now on report only what is new'],
      ['pid1-lint --since origin/main', 'only what this branch changed, scripts included'],
      ['pid1-lint --format json - < Dockerfile', 'read standard input, report for a program'],
    ],
  },
  explain: {
    usage: 'pid1-lint explain [PATH...]',
    summary: 'Show which process will be PID 1 and what docker stop does to it',
    options: { ...explain, ...stdin, ...search, ...input, ...common },
    examples: [['pid1-lint explain --target runtime Dockerfile', 'how one stage starts']],
  },
  config: {
    usage: 'pid1-lint config print [PATH...]',
    summary: 'Show the configuration that is in force, and where it comes from',
    options: {
      format: { ...text, describe: explainFormats.join(' or '), defaultDescription: 'pretty' },
      ...search,
      ...common,
    },
    examples: [
      ['pid1-lint config print services/api/Dockerfile', 'what counts for this file, and from where'],
    ],
  },
  verify: {
    usage: 'pid1-lint verify PATH|IMAGE [-- COMMAND...]',
    summary: 'Run and stop a real container, and compare with the prediction',
    options: { ...engine, ...explain, ...configuration, ...input, ...common },
    examples: [
      ['pid1-lint verify .', 'build the Dockerfile here, run it, stop it, and see who got the signal'],
      ['pid1-lint verify nginx:1.27', 'the same with an image'],
      ['pid1-lint verify --ready-log listening . -- serve --port 80', 'with another command, once it is up'],
    ],
  },
  completion: {
    usage: 'pid1-lint completion bash|zsh|fish',
    summary: 'Print a script that makes the shell complete commands and options',
    options: common,
    examples: [['source <(pid1-lint completion bash)', 'complete in this bash']],
  },
  rules: {
    usage: 'pid1-lint rules [RULE...]',
    summary: 'List the rules, or explain some by name or code',
    options: common,
    examples: [['pid1-lint rules PID101', 'why a rule is there']],
  },
};
