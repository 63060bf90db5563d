import { thresholds } from '../config/config-shape.ts';
import { initChoices } from '../contract/init-choice.ts';
import { engineNames } from '../engine/engine.ts';
import { nearestWord } from '../text/nearest-word.ts';
import { type CommandName, engineOptionNames } from './command-names.ts';
import { completionShells } from './completion-shells.ts';
import { explainFormats, formats } from './formats.ts';
import type {
  CommandOptions,
  ConfigOptions,
  EngineOptions,
  ExplainOptions,
  InputOptions,
  LintOptions,
  OutputOptions,
  VerifyOptions,
} from './options.ts';
import type { Parsed } from './parse-arguments.ts';

/** What yargs read, by the names that were typed. An option given twice is a list. */
export interface RawArguments {
  readonly _: readonly string[];
  readonly '--'?: readonly string[];
  readonly [option: string]: unknown;
}

/** Checks the values of the options of one command and gives them their types. */
export function readOptions(command: CommandName, operands: readonly string[], raw: RawArguments): Parsed {
  try {
    return { kind: 'run', options: readers[command](operands, raw) };
  } catch (error) {
    if (error instanceof UsageError) return { kind: 'problem', message: error.message };
    throw error;
  }
}

/** A value that an option cannot have; never leaves this module. */
class UsageError extends Error {}

const readers: Readonly<
  Record<CommandName, (operands: readonly string[], raw: RawArguments) => CommandOptions>
> = {
  lint: readLint,
  explain: (operands, raw): ExplainOptions => ({
    command: 'explain',
    format: oneOf(raw, 'format', explainFormats) ?? 'pretty',
    ...readInput(operands, raw),
    ...readOutput(raw),
  }),
  completion: ([shell = '', ...more]) => {
    const known = completionShells.find((one) => one === shell);
    if (known !== undefined && more.length === 0) return { command: 'completion', shell: known };
    throw new UsageError(
      `completion is for ${listed(completionShells)}, not '${[shell, ...more].join(' ')}'`,
    );
  },
  config: readConfigOptions,
  verify: readVerify,
  rules: (names, raw) => ({ command: 'rules', names, color: flag(raw, 'color') }),
};

function readLint(operands: readonly string[], raw: RawArguments): LintOptions {
  const options: LintOptions = {
    command: 'lint',
    format: oneOf(raw, 'format', formats),
    ...readInput(operands, raw),
    ...readOutput(raw),
    fix: flag(raw, 'fix') ?? false,
    diff: flag(raw, 'diff') ?? false,
    unsafeFixes: flag(raw, 'unsafe-fixes') ?? false,
    verify: flag(raw, 'verify') ? readEngine(raw) : null,
    init: oneOf(raw, 'init', initChoices),
    failOn: oneOf(raw, 'fail-on', thresholds),
    baseline: text(raw, 'baseline'),
    updateBaseline: flag(raw, 'update-baseline') ?? false,
    jobs: wholeNumber(raw, 'jobs', 1, 'a whole number'),
    ignores: flag(raw, 'ignores') ?? true,
    quiet: flag(raw, 'quiet') ?? false,
  };
  if (options.fix && options.diff) throw new UsageError('--fix and --diff exclude each other');
  if (options.unsafeFixes && !options.fix && !options.diff) {
    throw new UsageError('--unsafe-fixes needs --fix or --diff');
  }
  const engineOption = engineOptionNames.find((name) => raw[name] !== undefined);
  if (options.verify === null && engineOption !== undefined) {
    throw new UsageError(`--${engineOption} needs --verify`);
  }
  if (options.verify !== null && !options.fix) throw new UsageError('--verify needs --fix');
  if (options.verify !== null && options.paths.includes('-')) {
    throw new UsageError('--verify needs files: what comes from standard input cannot be built');
  }
  if (options.updateBaseline && (options.fix || options.diff)) {
    throw new UsageError('--update-baseline takes findings as they are, without --fix or --diff');
  }
  if (options.diff && options.format !== null) throw new UsageError('--diff has a format of its own');
  if (options.fix && options.paths.includes('-') && options.paths.length > 1) {
    throw new UsageError('--fix with - takes no other file: the fixed text goes to standard output');
  }
  return options;
}

function readConfigOptions([verb, ...operands]: readonly string[], raw: RawArguments): ConfigOptions {
  if (verb !== 'print') throw new UsageError(`config can print, not '${verb ?? ''}'`);
  const format = oneOf(raw, 'format', explainFormats) ?? 'pretty';
  return { command: 'config', ...readInput(operands, raw), format, color: flag(raw, 'color') };
}

function readVerify(operands: readonly string[], raw: RawArguments): VerifyOptions {
  const run = raw['--'] ?? [];
  const subjects = operands.slice(0, operands.length - run.length);
  if (subjects.length > 1) {
    throw new UsageError(`verify takes one Dockerfile or image; a command to run in it stands after --`);
  }
  return {
    command: 'verify',
    format: oneOf(raw, 'format', explainFormats) ?? 'pretty',
    subject: subjects[0] ?? '.',
    run,
    ...readInput(subjects, raw),
    ...readEngine(raw),
    ...readOutput(raw),
  };
}

function readEngine(raw: RawArguments): EngineOptions {
  const readyAfter = seconds(raw, 'ready-after', 0);
  const readyLog = text(raw, 'ready-log');
  if (readyAfter !== null && readyLog !== null) {
    throw new UsageError('--ready-after and --ready-log exclude each other');
  }
  return {
    engine: oneOf(raw, 'engine', engineNames),
    platform: text(raw, 'platform'),
    runArgs: texts(raw, 'run-arg'),
    grace: seconds(raw, 'grace', 1) ?? 10,
    timeout: seconds(raw, 'timeout', 1) ?? 300,
    readyAfter,
    readyLog,
  };
}

function seconds(raw: RawArguments, name: string, least: number): number | null {
  return wholeNumber(raw, name, least, 'whole seconds');
}

/** @param what what the number is, for the message */
function wholeNumber(raw: RawArguments, name: string, least: number, what: string): number | null {
  const value = text(raw, name);
  if (value === null) return null;
  const number = /^\d{1,5}$/.test(value) ? Number(value) : -1;
  if (number < least) throw new UsageError(`--${name} must be ${what}, ${least} or more, not '${value}'`);
  return number;
}

function readInput(operands: readonly string[], raw: RawArguments): InputOptions {
  const paths = operands.length === 0 ? ['.'] : operands;
  if (paths.includes('')) throw new UsageError('a path is empty');
  const stdinFilename = text(raw, 'stdin-filename');
  if (stdinFilename !== null && !paths.includes('-'))
    throw new UsageError('--stdin-filename needs the path -');
  return {
    paths,
    stdinFilename,
    buildArgs: new Map(texts(raw, 'build-arg').map(buildArg)),
    target: text(raw, 'target'),
    context: text(raw, 'context'),
    config: text(raw, 'config'),
    exclude: texts(raw, 'exclude'),
    gitignore: flag(raw, 'gitignore') ?? true,
    since: text(raw, 'since'),
  };
}

function readOutput(raw: RawArguments): OutputOptions {
  return {
    output: text(raw, 'output'),
    color: flag(raw, 'color'),
  };
}

function buildArg(given: string): [string, string] {
  const at = given.indexOf('=');
  if (at < 1) throw new UsageError(`--build-arg must be NAME=VALUE, not '${given}'`);
  return [given.slice(0, at), given.slice(at + 1)];
}

/** Null when the option was not given; the last one counts. */
function flag(raw: RawArguments, name: string): boolean | null {
  const value = last(raw[name]);
  return value === undefined ? null : value === true;
}

function text(raw: RawArguments, name: string): string | null {
  return texts(raw, name).at(-1) ?? null;
}

function texts(raw: RawArguments, name: string): readonly string[] {
  const value = raw[name];
  if (value === undefined) return [];
  const all = (Array.isArray(value) ? value : [value]).map(String);
  if (all.includes('')) throw new UsageError(`--${name} needs a value`);
  return all;
}

function oneOf<T extends string>(raw: RawArguments, name: string, allowed: readonly T[]): T | null {
  const value = text(raw, name);
  if (value === null) return null;
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  const meant = nearestWord(value, allowed);
  const hint = meant === null ? '' : `; did you mean ${meant}?`;
  throw new UsageError(`--${name} must be ${listed(allowed)}, not '${value}'${hint}`);
}

function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function last(value: unknown): unknown {
  return Array.isArray(value) ? value.at(-1) : value;
}
