import { type Finding, type Starter, withStarters } from '../contract/finding.ts';
import { defaultInit, type InitChoice } from '../contract/init-choice.ts';
import type { Rule } from '../contract/rule.ts';
import type { SyntaxProblem } from '../dockerfile/instruction.ts';
import type { Startup } from '../startup/model.ts';
import { worstOutcome } from '../startup/outcome-rank.ts';
import { createLineIndex } from '../text/line-index.ts';
import type { IgnoreComment } from './ignore-comments.ts';
import { readIgnoreComments, scriptIgnore } from './ignore-comments.ts';
import { type DockerfileModel, type ModelBuilder, type Source, textOf } from './model-builder.ts';
import type { Modelled } from './prove-fix.ts';
import { provenFix } from './prove-fix.ts';
import { reportedImages } from './reported-images.ts';
import type { MergedFinding } from './run-rules.ts';
import { runRules } from './run-rules.ts';

/** What to lint, and with what. */
export interface LintInput {
  readonly source: Source;
  readonly model: ModelBuilder;
  readonly rules: readonly Rule[];
  /** The init that fixes put at PID 1; tini when not given. */
  readonly init?: InitChoice;
}

/** A finding that an ignore comment silenced. */
export interface IgnoredFinding {
  readonly finding: Finding;
  readonly by: IgnoreComment;
}

/** Everything that linting one Dockerfile brought. */
export interface LintResult {
  readonly source: Source;
  /** Ordered by place, then by code. Empty when the file has problems. */
  readonly findings: readonly Finding[];
  readonly ignored: readonly IgnoredFinding[];
  /** Why the engine would refuse the file; it then starts nothing that could be judged. */
  readonly problems: readonly SyntaxProblem[];
  /** What the author should know although it is no finding, such as an ignore comment that does nothing. */
  readonly notices: readonly SyntaxProblem[];
  readonly model: DockerfileModel;
}

/** Lints one Dockerfile. Pure: text and model in, findings with proven fixes out. Does not throw. */
export function lintFile({ source, model: rebuild, rules, init = defaultInit }: LintInput): LintResult {
  const model = rebuild(source);
  const { dockerfile } = model;
  if (dockerfile.problems.length > 0) {
    return { source, findings: [], ignored: [], problems: dockerfile.problems, notices: [], model };
  }
  const merged = runRules(rules, reportedImages(model.images), { path: source.path, dockerfile, init });
  const { comments, notices } = readIgnoreComments(dockerfile, rules);
  const findings: Finding[] = [];
  const ignored: IgnoredFinding[] = [];
  for (const one of merged) {
    const by =
      comments.find((comment) => silences(comment, one, source.path)) ?? inScript(one, source, model, rules);
    if (by === undefined) findings.push(toFinding(one, { source, model, rebuild, init }));
    else ignored.push({ finding: withoutFix(one, source), by });
  }
  findings.sort((a, b) => byPlace(a, b, source.path));
  const skipped = model.images.flatMap(({ skipped, stage, final }) =>
    skipped === null || !final ? [] : [{ message: skipped, span: stage.from.span }],
  );
  return { source, findings, ignored, problems: [], notices: [...notices, ...skipped], model };
}

function silences(comment: IgnoreComment, merged: MergedFinding, path: string): boolean {
  const { place, startedBy } = merged.occurrences[0].finding;
  const { start, end } = comment.instruction;
  // What a script does is also the concern of the instruction that starts it.
  const offset = place.file === path ? place.span.start : startedBy?.span.start;
  return offset !== undefined && offset >= start && offset < end && comment.codes.includes(merged.rule.code);
}

/** The ignore comment above a finding's line in a script. */
function inScript(
  { rule, occurrences }: MergedFinding,
  source: Source,
  model: DockerfileModel,
  rules: readonly Rule[],
): IgnoreComment | undefined {
  const { file, span } = occurrences[0].finding.place;
  const text = file === source.path ? null : textOf(source, model, file);
  const comment = text === null ? null : scriptIgnore(text, span.start, rules);
  return comment?.codes.includes(rule.code) ? comment : undefined;
}

function toFinding(merged: MergedFinding, modelled: Modelled): Finding {
  return { ...withoutFix(merged, modelled.source), fix: provenFix(merged, modelled) };
}

function withoutFix({ rule, message, occurrences }: MergedFinding, source: Source): Finding {
  const [{ finding, image }] = occurrences;
  const { place } = finding;
  const startedBy = starters(occurrences, source);
  const startup = worstStartup(occurrences.flatMap((one) => one.finding.startup ?? []));
  return {
    rule: rule.name,
    code: rule.code,
    severity: rule.severity,
    file: place.file,
    span: place.span,
    message: withStarters(message, startedBy),
    statement: message,
    startedBy,
    stop: worstOutcome(occurrences.map((one) => one.image.stop)),
    stopSignal: image.stopSignal,
    tree: startup?.tree ?? null,
    why: startup?.why ?? [],
    fix: null,
  };
}

/** The instructions that start the script which a finding stands in, from top to bottom. */
function starters(occurrences: MergedFinding['occurrences'], { path, text }: Source): readonly Starter[] {
  const lines = createLineIndex(text);
  const inScript = occurrences.filter(({ finding }) => finding.place.file !== path);
  const all = new Set(inScript.flatMap(({ finding }) => finding.startedBy ?? []));
  return [...all]
    .sort((a, b) => a.span.start - b.span.start)
    .map(({ keyword, span }) => {
      return { instruction: keyword, file: path, line: lines.position(span.start).line };
    });
}

function worstStartup(startups: readonly Startup[]): Startup | null {
  const worst = worstOutcome(startups.map(({ stop }) => stop));
  return startups.find(({ stop }) => stop === worst) ?? null;
}

/** The Dockerfile's own findings first, then those of other files by name. */
function byPlace(a: Finding, b: Finding, path: string): number {
  if (a.file !== b.file) {
    if (a.file === path) return -1;
    if (b.file === path) return 1;
    return a.file < b.file ? -1 : 1;
  }
  return a.span.start - b.span.start || a.span.end - b.span.end || (a.code < b.code ? -1 : 1);
}
