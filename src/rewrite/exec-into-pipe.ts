import type { Edit } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import type { Pipeline, Redirect, ShellProgram, SimpleCommand, Word } from '../shell/syntax.ts';
import { hasTraps, type ShellSource } from '../startup/evaluate/shell-state.ts';
import type { Origin } from '../startup/process.ts';
import { sourceSpan } from '../text/mapped-text.ts';
import type { Span } from '../text/span.ts';
import { everyNode, itemOf } from './list-items.ts';
import { programSafety } from './may-exec.ts';
import type { ShellProcess } from './shell-chain.ts';
import { allEdits, at, ownLineBreak, textEdit } from './text-edit.ts';
import { whatIsLeft } from './what-is-left.ts';

/**
 * `app | tee log` as `exec > >(tee log)` and `exec app`: bash starts the reader as a process of its own and
 * gives way to the program. In one `exec` bash 5.2 would leave the program a second descriptor of the pipe.
 * The container then ends with the program and its exit status, and not with the reader and that of the reader.
 *
 * @returns null in other shells, and where more has to be done afterwards or the output goes elsewhere.
 */
export function execIntoPipe({ body }: ShellProcess, file: RuleFile): readonly Edit[] | null {
  const { context, station } = body;
  const { state, blocked, next } = station;
  if (context.shell.implementation !== 'bash' || context.posix || !context.shell.sure) return null;
  if (blocked.on !== 'foreground' || hasTraps(state)) return null;
  if (whatIsLeft({ next, state }).kind === 'more') return null;
  const first = blocked.processes[0]?.origin;
  const pipeline = first && pipelineOf(first.node, context.program);
  if (!first || !pipeline || !pipes(pipeline, first.node)) return null;
  const [name] = first.node.words;
  if (!name || programSafety(name, first.state.functions) === null) return null;
  const inScript = context.entry === 'script';
  return allEdits(edits(first, { name, pipeline, inScript }, file));
}

interface Piped {
  /** The program's own word. */
  readonly name: Word;
  readonly pipeline: Pipeline;
  /** Whether the text is a script, in which commands have lines of their own. */
  readonly inScript: boolean;
}

function edits(
  { node, state: { source }, context }: Origin,
  { name, pipeline, inScript }: Piped,
  file: RuleFile,
): readonly (Edit | null)[] {
  const { end } = pipeline.span;
  const joins = node.redirects.filter(isErrorsToOutput).map(({ span }) => withBlank(span, source));
  const last = joins.find((join) => join.end === node.span.end);
  const both = joins.length > 0 || pipeline.joinsErrors ? ' 2>&1' : '';
  const reader = asWritten(source, { start: pipeline.members[1]?.span.start ?? end, end }, file);
  const alone = itemOf(pipeline, context.program) !== null;
  const separator = (alone && inScript && ownLineBreak(source.text.text, pipeline.span)) || '; ';
  const before = `${alone ? '' : '{ '}exec > >(${reader})${both}${separator}`;
  const inner = [
    ...joins.filter((join) => join !== last).map((span) => textEdit(source, span, '')),
    textEdit(source, { start: last?.start ?? node.span.end, end }, alone ? '' : '; }'),
  ];
  const { start } = node.span;
  return name.span.start === start
    ? [textEdit(source, at(start), `${before}exec `), ...inner]
    : [textEdit(source, at(start), before), textEdit(source, at(name.span.start), 'exec '), ...inner];
}

/** A part of a text as its file has it: what is escaped there stays so. */
function asWritten({ file, text }: ShellSource, span: Span, { path, dockerfile }: RuleFile): string {
  const { start, end } = sourceSpan(text, span);
  return file === path ? dockerfile.text.slice(start, end) : text.text.slice(span.start, span.end);
}

/** A redirection with the white space before it. */
function withBlank({ start, end }: Span, { text }: ShellSource): Span {
  return { start: text.text.slice(0, start).trimEnd().length, end };
}

function pipelineOf(member: SimpleCommand, program: ShellProgram): Pipeline | undefined {
  return everyNode(program).find(
    (node): node is Pipeline => node.kind === 'pipeline' && node.members[0] === member,
  );
}

/** Whether it is a plain pipeline, and its first member's output goes nowhere but into the pipe. */
function pipes(pipeline: Pipeline, first: SimpleCommand | undefined): boolean {
  const { negated, timed, members, joinsErrors } = pipeline;
  if (negated || timed || members.length < 2 || !first) return false;
  // `a | b |& c`: which of the pipes takes the errors is not told apart.
  if (joinsErrors && members.length > 2) return false;
  return first.redirects.every((redirect) => isErrorsToOutput(redirect) || isAside(redirect));
}

/** `2>&1`. */
function isErrorsToOutput({ operator, descriptor, target }: Redirect): boolean {
  return operator === '>&' && descriptor === 2 && target?.source === '1';
}

/** A redirection that has nothing to do with the output. */
function isAside({ operator, descriptor, target }: Redirect): boolean {
  if (operator === '<' || operator === '<<<') return (descriptor ?? 0) === 0;
  return (operator === '>' || operator === '>>') && (descriptor ?? 1) > 1 && !/^&/.test(target?.source ?? '');
}
