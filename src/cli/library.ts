import { nodeFileSystem } from '../context/file-system.ts';
import type { FixRun } from '../fix/fix-file.ts';
import { type FileReport, sharedReports } from '../report/file-report.ts';
import { explainReport } from '../report/json-explain.ts';
import { findingsReport } from '../report/json-findings.ts';
import { type FileSetup, fileSetup } from './file-setup.ts';
import { changedBy, fixInput, type LintJob } from './fix-input.ts';
import type { Io } from './io.ts';
import type { ComputeFixes, Explain, FixOptions, Input, Lint } from './library-types.ts';
import { lintInput, modelInput } from './lint-input.ts';
import { loadModelFor } from './load-model-for.ts';
import type { LintOptions } from './options.ts';
import { prepare } from './prepare.ts';
import { product } from './product.ts';
import { runGit } from './run-git.ts';

export const lint: Lint = async (input, options = {}) => {
  const job = await prepareJob(input, options);
  return findingsReport(
    sharedReports(job.inputs.map((one) => lintInput(one, job.model, job.setupOf(one.path)))),
  );
};

export const explain: Explain = async (input, options = {}) => {
  const job = await prepareJob(input, options);
  return explainReport(job.inputs.map((one) => modelInput(one, job.model)));
};

export const fix: ComputeFixes = async (input, options = {}) => {
  const job = await prepareJob(input, options);
  let changed: ReadonlyMap<string, string> = new Map();
  const before = new Map<string, string>();
  const runs: FixRun[] = [];
  const files = job.inputs.map((one): FileReport => {
    const scope = { changed, otherFiles: true };
    const { report, run } = fixInput(one, job, { unsafeFixes: options.unsafe ?? false }, scope);
    if (run === null) return report;
    runs.push(run);
    changed = changedBy(changed, run);
    for (const change of run.changes) if (!before.has(change.path)) before.set(change.path, change.before);
    return report;
  });
  const after = new Map(runs.flatMap(({ changes }) => changes.map((change) => [change.path, change.after])));
  return {
    changes: [...after].map(([path, text]) => ({ path, before: before.get(path) ?? '', after: text })),
    applied: runs.reduce((sum, { applied }) => sum + applied.length, 0),
    remaining: findingsReport(sharedReports(files)),
  };
};

async function prepareJob(input: Input, given: FixOptions): Promise<LintJob> {
  const said: string[] = [];
  const io = libraryIo(input, given, (text) => void said.push(text));
  const options = libraryOptions(input, given);
  const rules = await product.loadRules();
  const prepared = await prepare(options, io, rules);
  if (prepared === null) throw new Error(said.join('').trim());
  const model = await loadModelFor(options, io, product, prepared.configOf);
  const setups = new Map<string, FileSetup>(
    prepared.inputs.map(({ path }) => [path, fileSetup(path, prepared.configOf(path), options, rules)]),
  );
  return { inputs: prepared.inputs, model, rules, setupOf: (path) => setups.get(path) as FileSetup };
}

function libraryIo(input: Input, { cwd = process.cwd() }: FixOptions, say: (text: string) => void): Io {
  const silent = { write: say, isTTY: false };
  return {
    stdout: silent,
    stderr: silent,
    stdin: async () => new TextEncoder().encode(isText(input) ? input.text : ''),
    cwd,
    env: {},
    fs: nodeFileSystem,
    git: (args) => runGit(cwd, args),
    now: () => 0,
    // Its process is somebody else's.
    expectFiles: async () => false,
    holdSignals: () => ({ came: () => null, release: () => {} }),
  };
}

function libraryOptions(input: Input, given: FixOptions): LintOptions {
  return {
    command: 'lint',
    paths: isText(input) ? ['-'] : [input].flat(),
    stdinFilename: isText(input) ? (input.path ?? null) : null,
    buildArgs: new Map(Object.entries(given.buildArgs ?? {})),
    target: given.target ?? null,
    context: given.context ?? null,
    config: given.config ?? null,
    exclude: [],
    gitignore: true,
    since: null,
    format: 'json',
    output: null,
    color: false,
    fix: false,
    diff: false,
    unsafeFixes: given.unsafe ?? false,
    verify: null,
    init: given.init ?? null,
    failOn: null,
    baseline: null,
    updateBaseline: false,
    jobs: 1,
    ignores: given.ignores ?? true,
    quiet: true,
  };
}

function isText(input: Input): input is Exclude<Input, string | readonly string[]> {
  return typeof input === 'object' && 'text' in input;
}
