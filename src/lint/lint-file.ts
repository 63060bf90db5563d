import { type Finding, type Starter, withStarters } from '../contract/finding.ts';
import { defaultInit, type InitChoice } from '../contract/init-choice.ts';
import type { Rule } from '../contract/rule.ts';
import type { SyntaxProblem } from '../dockerfile/instruction.ts';
import type { Startup } from '../startup/model.ts';
import { worstOutcome } from '../startup/stop/outcome-rank.ts';
import { createLineIndex } from '../text/line-index.ts';
import { onceNeeded } from '../text/once-needed.ts';
import {
  covers,
  type IgnoreComment,
  type IgnoreComments,
  type IgnorePolicy,
  type Notice,
  readIgnoreComments,
  readScriptIgnores,
} from './ignore-comments.ts';
import {
  type DockerfileModel,
  type ModelBuilder,
  type ReadTexts,
  type Source,
  textOf,
} from './model-builder.ts';
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
  /** How ignore comments are taken; null: they do nothing. Without it they need no reason. */
  readonly ignores?: IgnorePolicy | null;
  /** False: nobody asks for fixes, so findings have none. */
  readonly fixes?: boolean;
}

/** A finding that an ignore comment silenced. */
export interface IgnoredFinding {
  readonly finding: Finding;
  readonly by: IgnoreComment;
}

/** Everything that linting one Dockerfile brought, with the texts that it speaks of. */
export interface LintResult extends ReadTexts {
  /** Ordered by place, then by code. Empty when the file has problems. */
  readonly findings: readonly Finding[];
  readonly ignored: readonly IgnoredFinding[];
  /** Why the engine would refuse the file; it then starts nothing that could be judged. */
  readonly problems: readonly SyntaxProblem[];
  /** What the author should know although it is no finding, such as an ignore comment that does nothing. */
  readonly notices: readonly Notice[];
  /** The ignore comments of the Dockerfile and of the scripts that were read. */
  readonly comments: readonly IgnoreComment[];
  /** The codes of the rules that were run. */
  readonly ran: ReadonlySet<string>;
  /** How many findings were left out because a baseline knows them. */
  readonly baselined: number;
}

/** A result with the model that it was read from. A finding's fix is proved when it is first asked for. */
export interface ModelledResult extends LintResult {
  readonly model: DockerfileModel;
}

/** A result as plain data: every fix is proved, and the model can go. */
export function plainResult({ model: _, ...result }: ModelledResult): LintResult {
  return { ...result, findings: result.findings.map((finding) => ({ ...finding })) };
}

/** Lints one Dockerfile. Pure: text and model in, findings with proven fixes out. Does not throw. */
export function lintFile(input: LintInput): ModelledResult {
  const { source, model: rebuild, rules, init = defaultInit, fixes = true } = input;
  const model = rebuild(source);
  const { dockerfile } = model;
  const ran = new Set(rules.map(({ code }) => code));
  if (dockerfile.problems.length > 0) {
    const nothing = { findings: [], ignored: [], notices: [], comments: [], baselined: 0 };
    return { source, texts: model.texts, ...nothing, problems: dockerfile.problems, ran, model };
  }
  const merged = runRules(rules, reportedImages(model.images), { path: source.path, dockerfile, init });
  const { comments, notices } = allIgnores(input, model);
  const modelled: Modelled = { source, model, rebuild, init, found: merged };
  const findings: Finding[] = [];
  const ignored: IgnoredFinding[] = [];
  for (const one of merged) {
    const by = comments.find((comment) => silences(comment, one, source.path));
    if (by === undefined) findings.push(fixes ? withFix(one, modelled) : withoutFix(one, source));
    else ignored.push({ finding: withoutFix(one, source), by });
  }
  findings.sort((a, b) => byPlace(a, b, source.path));
  const skipped = model.images
    .filter(({ final }) => final)
    .flatMap(({ skipped, stage }) =>
      skipped === null ? [] : [{ file: source.path, message: skipped, span: stage.from.span }],
    );
  const said = { notices: [...notices, ...skipped], comments, baselined: 0 };
  return { source, texts: model.texts, findings, ignored, problems: [], ...said, ran, model };
}

/** The ignore comments of the Dockerfile and of each script that the model read. */
function allIgnores({ source, rules, ignores }: LintInput, model: DockerfileModel): IgnoreComments {
  if (ignores === null) return { comments: [], notices: [] };
  const policy = ignores ?? { known: rules, requireReason: false };
  const all = [
    readIgnoreComments(model.dockerfile, source.path, policy),
    ...[...model.texts.keys()].map((file) =>
      readScriptIgnores(textOf({ source, texts: model.texts }, file) ?? '', file, policy),
    ),
  ];
  return {
    comments: all.flatMap(({ comments }) => comments),
    notices: all.flatMap(({ notices }) => notices),
  };
}

function silences(comment: IgnoreComment, { rule, occurrences }: MergedFinding, path: string): boolean {
  const { place, startedBy } = occurrences[0].finding;
  if (comment.file === place.file) return covers(comment, rule.code, place.span.start);
  // What a script does is also the concern of the instruction that starts it.
  return comment.file === path && startedBy != null && covers(comment, rule.code, startedBy.span.start);
}

/** A proof takes as long as all that was found, and who applies fixes asks for one at a time. */
function withFix(merged: MergedFinding, modelled: Modelled): Finding {
  const proved = onceNeeded(() => provenFix(merged, modelled));
  return {
    ...withoutFix(merged, modelled.source),
    get fix() {
      return proved();
    },
  };
}

function withoutFix({ rule, message, occurrences }: MergedFinding, source: Source): Finding {
  const [{ finding, image }] = occurrences;
  const { place } = finding;
  const startedBy = starters(occurrences, source);
  const startup = worstStartup(occurrences.flatMap((one) => one.finding.startup ?? []));
  return {
    rule: rule.name,
    code: rule.code,
    severity: rule.severities?.[finding.message] ?? rule.severity,
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
