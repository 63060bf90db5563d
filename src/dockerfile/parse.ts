import type { Span } from '../text/span.ts';
import { readDirectives } from './directives.ts';
import { findHeredocOperators, type HeredocBodies, readHeredocBodies } from './heredocs.ts';
import type { Dockerfile, EscapeCharacter, Heredoc, Instruction, SyntaxProblem } from './instruction.ts';
import { instructionProblem } from './instruction-rules.ts';
import { type LogicalLine, readLogicalLine } from './logical-line.ts';
import { longLineProblems } from './long-lines.ts';
import { readInstruction } from './read-instruction.ts';

/** An instruction that was read with everything that follows it, and what BuildKit refuses in it. */
interface InstructionStep {
  readonly instruction: Instruction;
  readonly problems: readonly SyntaxProblem[];
  readonly next: number;
}

/**
 * Reads a Dockerfile as BuildKit does. It never throws: what BuildKit would refuse is among the problems, with its place,
 * and what could be read beside it is there. All spans are UTF-16 offsets into `text`; a byte order mark counts as one.
 * The time grows with the length of the text.
 */
export function parseDockerfile(text: string): Dockerfile {
  const { escape: escapeCharacter, syntax, end, problems: directiveProblems } = readDirectives(text);
  const comments: Span[] = [];
  const instructions: Instruction[] = [];
  const problems: SyntaxProblem[] = [...directiveProblems, ...longLineProblems(text)];
  for (let at = end; ; ) {
    const line = readLogicalLine(text, at, escapeCharacter, comments);
    if (line === null) break;
    const step = readStep(text, line, escapeCharacter);
    instructions.push(step.instruction);
    for (const problem of step.problems) problems.push(problem);
    at = step.next;
  }
  problems.push(...orderProblems(text, instructions));
  problems.sort((a, b) => a.span.start - b.span.start);
  return { text, escape: escapeCharacter, syntax, instructions, comments, problems };
}

function readStep(text: string, line: LogicalLine, escapeCharacter: EscapeCharacter): InstructionStep {
  const { instruction, problem } = readInstruction(line.text, line.span, escapeCharacter);
  const operators = mayHaveHeredocs(instruction) ? findHeredocOperators(line.text.text) : [];
  const bodies = readHeredocBodies(text, line.next, operators);
  const whole = withHeredocs(instruction, bodies.heredocs, bodies.end ?? line.span.end);
  const first = problem ?? instructionProblem(whole, escapeCharacter);
  const problems = [...(first === null ? [] : [first]), ...unterminatedProblems(text, line, bodies)];
  return { instruction: whole, problems, next: bodies.next };
}

const heredocKeywords: ReadonlySet<string> = new Set(['ADD', 'COPY', 'RUN']);

/** RUN, COPY and ADD, alone or in an ONBUILD, but not with a JSON array. */
function mayHaveHeredocs(instruction: Instruction): boolean {
  const { keyword, form } = instruction.onbuild ?? instruction;
  return heredocKeywords.has(keyword) && form?.kind !== 'exec';
}

function withHeredocs(instruction: Instruction, heredocs: readonly Heredoc[], end: number): Instruction {
  if (heredocs.length === 0) return instruction;
  const { span, onbuild } = instruction;
  const trigger = onbuild === null ? null : withHeredocs(onbuild, heredocs, end);
  return { ...instruction, heredocs, span: { start: span.start, end }, onbuild: trigger };
}

/** The first one only: after it there is nothing left to search. BuildKit names the lines, this the `<<`. */
function unterminatedProblems(text: string, line: LogicalLine, bodies: HeredocBodies): SyntaxProblem[] {
  const name = bodies.unterminated[0]?.name;
  if (name === undefined) return [];
  const source = text.slice(line.span.start, line.span.end);
  const operators = [...source.matchAll(/<<-?\s*["']?/g)];
  const found = operators.find((match) => source.startsWith(name, match.index + match[0].length));
  const message = `unterminated heredoc: no line consists of ${name}`;
  if (found === undefined) return [{ message, span: line.span }];
  const start = line.span.start + found.index;
  return [{ message, span: { start, end: start + found[0].length + name.length } }];
}

/** What is wrong with the file as a whole: nothing in it, no FROM, or an instruction before the first FROM. */
function orderProblems(text: string, instructions: readonly Instruction[]): SyntaxProblem[] {
  const first = instructions[0];
  if (first === undefined) {
    const message = text === '' ? 'the Dockerfile cannot be empty' : 'file with no instructions';
    return [{ message, span: { start: 0, end: text.length } }];
  }
  const from = instructions.findIndex(({ keyword }) => keyword === 'FROM');
  const early = (from === -1 ? instructions : instructions.slice(0, from)).find(
    ({ keyword }) => keyword !== 'ARG',
  );
  if (early !== undefined) {
    const message = `no build stage in current context: ${early.keyword} stands before the first FROM`;
    return [{ message, span: early.keywordSpan }];
  }
  return from === -1 ? [{ message: 'dockerfile contains no stages to build', span: first.span }] : [];
}
