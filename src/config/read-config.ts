import { type Document, isMap, Lexer, LineCounter, type Node, Parser, parseDocument } from 'yaml';
import { createLineIndex, type Position } from '../text/line-index.ts';
import { checkValue } from './check-value.ts';
import type { Shape } from './shape.ts';

/** What is wrong with a configuration file, and where. */
export interface ConfigProblem {
  readonly message: string;
  readonly position: Position;
}

/** A configuration file as it was read. */
export interface ReadConfig {
  /** Plain data of the given shape; what was wrong is left out. */
  readonly value: Readonly<Record<string, unknown>>;
  /** The line in which the value at a path such as `rules.PID101` stands. */
  readonly lineOf: (path: string) => number;
  readonly problems: readonly ConfigProblem[];
}

/** Far more than a configuration needs, and far less than what overflows the stack of the reader. */
const deepest = 100;

/** What nests, in the words of the parser. */
const collections: ReadonlySet<string> = new Set(['flow-collection', 'block-map', 'block-seq']);

/**
 * Reads a configuration file, YAML or JSON (which is YAML as well), and checks it. Does not throw.
 * @param key the key below which the configuration stands, as in package.json; null: it is the whole file
 * @returns null where the file has no such key
 */
export function readConfig(text: string, shape: Shape, key: string | null): ReadConfig | null {
  const content = text.replace(/^\uFEFF/, '');
  const tooDeep = whereTooDeep(content);
  if (tooDeep !== null) {
    const message = `nested too deeply: more than ${deepest} levels`;
    return {
      value: {},
      lineOf: () => 1,
      problems: [{ message, position: createLineIndex(content).position(tooDeep) }],
    };
  }
  const lines = new LineCounter();
  const document = parseDocument(content, { lineCounter: lines, prettyErrors: false });
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (document.errors.length > 0) {
    const problems = document.errors.map(({ message, pos }) => ({ message, position: position(pos[0]) }));
    return { value: {}, lineOf: () => 1, problems };
  }
  const root = rootOf(document, key);
  if (root === undefined) return null;
  // An empty file configures nothing.
  if (root === null) return { value: {}, lineOf: () => 1, problems: [] };
  const { value, offsets, problems } = checkValue(document, root, shape);
  return {
    value: (value ?? {}) as Readonly<Record<string, unknown>>,
    lineOf: (path) => position(offsets.get(path) ?? 0).line,
    problems: problems.map(({ message, offset }) => ({ message, position: position(offset) })),
  };
}

/** The offset at which the nesting goes beyond `deepest`, or null. The parser keeps a stack of its own and does not recurse. */
function whereTooDeep(text: string): number | null {
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    for (const _ of parser.next(lexeme)) {
      // A document that is whole is not deep.
    }
    const depth = parser.stack.filter(({ type }) => collections.has(type)).length;
    if (depth > deepest) return parser.offset - lexeme.length;
  }
  return null;
}

/** Undefined: there is no such key. */
function rootOf(document: Document, key: string | null): Node | null | undefined {
  const { contents } = document;
  if (key === null) return contents;
  return isMap(contents) ? (contents.get(key, true) as Node | undefined) : undefined;
}
