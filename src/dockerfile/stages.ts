import { argumentWords } from './argument-words.ts';
import { readGlobalArguments, type VariableValues } from './build-arguments.ts';
import { flagValue } from './flag-rules.ts';
import type { Stage, StageBase } from './image-config.ts';
import { imageReferenceProblem } from './image-reference.ts';
import type { Dockerfile, EscapeCharacter, Instruction, SyntaxProblem } from './instruction.ts';
import { substitute } from './substitute.ts';

/** What the reading of a stage needs to know of the file around it. */
export interface StageContext {
  readonly stages: readonly Stage[];
  readonly escape: EscapeCharacter;
  /** The build arguments that FROM lines see, and that stages see after naming them in an ARG. */
  readonly globalArgs: VariableValues;
  /** What the user passes with `--build-arg`. */
  readonly buildArgs: ReadonlyMap<string, string>;
}

/** The stages of a Dockerfile and what BuildKit refuses in their FROM lines, or in the ARGs before them. */
export interface Stages extends StageContext {
  readonly problems: readonly SyntaxProblem[];
}

/**
 * Divides a Dockerfile into build stages. A FROM that names an earlier stage is built on the last one of that name; names
 * are lower-cased when given, and a FROM has to write them so (BuildKit frontend/dockerfile/dockerfile2llb/convert.go,
 * addState). A number after FROM is an image's name: only `COPY --from` counts stages.
 */
export function readStages(
  file: Dockerfile,
  options: { readonly buildArgs?: ReadonlyMap<string, string> } = {},
): Stages {
  const buildArgs = options.buildArgs ?? new Map<string, string>();
  const starts = file.instructions.flatMap(({ keyword }, index) => (keyword === 'FROM' ? [index] : []));
  const before = file.instructions.slice(0, starts[0]).filter(({ keyword }) => keyword === 'ARG');
  const globals = readGlobalArguments(before, buildArgs, file.escape);
  const context = { escape: file.escape, globalArgs: globals.values, buildArgs };
  const problems: SyntaxProblem[] = [...globals.problems];
  const stages: Stage[] = [];
  const indexes = new Map<string, number>();
  for (const [index, start] of starts.entries()) {
    const from = file.instructions[start] as Instruction;
    const { stage, problem } = readStage(from, index, indexes, context);
    stages.push({ ...stage, instructions: file.instructions.slice(start + 1, starts[index + 1]) });
    if (problem !== null) problems.push({ message: problem, span: from.argumentsSpan });
    if (stage.name !== null) indexes.set(stage.name, index);
  }
  return { ...context, stages, problems };
}

type FromContext = Omit<StageContext, 'stages'>;

function readStage(
  from: Instruction,
  index: number,
  indexes: ReadonlyMap<string, number>,
  context: FromContext,
): { stage: Stage; problem: string | null } {
  const [image, as, name] = argumentWords('FROM', from.arguments);
  const { base, problem } = readBase(image ?? '', indexes, context);
  const platform = flagValue(from, 'platform');
  const named = as?.toLowerCase() === 'as' ? (name?.toLowerCase() ?? null) : null;
  const resolved = platform === null ? null : expand(platform, context).text;
  const stage: Stage = { index, name: named, base, platform: resolved, from, instructions: [] };
  const emptyPlatform = resolved === '' ? `empty platform value from expression ${platform}` : null;
  return { stage, problem: problem ?? emptyPlatform };
}

function readBase(
  word: string,
  indexes: ReadonlyMap<string, number>,
  context: FromContext,
): { base: StageBase; problem: string | null } {
  const { text: reference, unknown, error } = expand(word, context);
  const unknownBase = (
    reason: string,
    problem: string | null,
  ): { base: StageBase; problem: string | null } => ({
    base: { kind: 'unknown', reference, reason },
    problem,
  });
  // The parser has reported a FROM without an image.
  if (word === '') return unknownBase('FROM names no image', null);
  if (error !== null) return unknownBase(error, error);
  if (unknown !== null) return unknownBase(unknown, null);
  if (reference === '') {
    const blank = `base name (${word}) should not be blank`;
    return unknownBase(blank, blank);
  }
  const index = indexes.get(reference);
  if (index !== undefined) return { base: { kind: 'stage', index }, problem: null };
  if (reference === 'scratch') return { base: { kind: 'scratch' }, problem: null };
  const invalid = imageReferenceProblem(reference);
  if (invalid === null) return { base: { kind: 'image', reference }, problem: null };
  const message = `failed to parse stage name "${reference}": ${invalid}`;
  return unknownBase(message, message);
}

/** Substitutes the global arguments; `unknown` names the ones without a known value. */
function expand(
  word: string,
  { escape: escapeCharacter, globalArgs }: FromContext,
): { text: string; unknown: string | null; error: string | null } {
  const names = new Set<string>();
  const variables = (name: string): string | null | undefined => {
    const value = globalArgs.get(name);
    if (value === null) names.add(name);
    return value;
  };
  const { text, uncertain, error } = substitute(word, variables, { escape: escapeCharacter });
  const reason =
    names.size === 0 ? 'too long' : `the build argument ${[...names].join(', ')} has no known value`;
  return { text, unknown: uncertain ? reason : null, error };
}
