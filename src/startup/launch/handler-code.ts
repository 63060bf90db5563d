import { signalName } from '../../knowledge/signals.ts';
import { functionsByIndent, functionsInBraces } from './enclosing-functions.ts';
import { type CodeSyntax, plainCode } from './plain-code.ts';

/** How programs of a language install handlers for signals, and load files that stand beside them. */
export interface HandlerCode {
  readonly syntax: CodeSyntax;
  /** A call that installs a handler: the signal, and what is to happen on it. */
  readonly installs: RegExp;
  /** A call that does so for each of several signals, which `listed` finds. */
  readonly forEach?: RegExp;
  readonly listed?: RegExp;
  /** What is to happen, where that is no handler. */
  readonly noHandler: RegExp;
  /** The call of a server that handles SIGTERM and SIGINT itself, and ends on them. */
  readonly serves?: RegExp;
  /** Without which handlers are not called. */
  readonly needs?: RegExp;
  /** The names of the functions that a place in the code stands in, those that nothing else calls for sure. */
  readonly functionsAt: (code: string, place: number) => readonly string[];
  /** The file that another one loads, as it is written. */
  readonly imports: RegExp;
  /** The paths at which a loaded file may stand, relative to the one that loads it. */
  readonly places: (name: string) => readonly string[];
}

const scriptSyntax: CodeSyntax = {
  line: /\/\/|^#!/,
  blocks: [[/\/\*/, /\*\//]],
  quotes: ["'", '"', '`'],
  multiline: ['`'],
  regex: true,
};

const node: HandlerCode = {
  syntax: scriptSyntax,
  installs:
    /\bprocess\s*\.\s*(?:on|once|addListener|prependListener)\s*\(\s*['"`](SIG[A-Z0-9]+)['"`]\s*,\s*([^\n]*(?:\n[^\n]*){0,3})/g,
  forEach: /\bprocess\s*\.\s*(?:on|once|addListener)\s*\(\s*(?!['"`])[A-Za-z_$][\w$]*\s*,/,
  listed: /[[,]\s*['"`](SIG[A-Z0-9]+)['"`]/g,
  // A function that does nothing, or only says that it was called.
  noHandler:
    /^(?:async\s*)?(?:function\s*\w*\s*)?\(?[\w$,\s]*\)?\s*(?:=>)?\s*(?:\{\s*(?:(?:console|log|logger)[.\w]*\([^;{}]*\)\s*;?\s*)*\}|(?:console|log|logger)[.\w]*\([^;{}]*\))\s*\)/,
  functionsAt: functionsInBraces,
  imports: /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)['"](\.{1,2}\/[\w./@-]+)['"]/g,
  places: (name) => [
    name,
    ...['.js', '.mjs', '.cjs', '.ts', '/index.js', '/index.ts'].map((end) => name + end),
  ],
};

const python: HandlerCode = {
  syntax: {
    line: /#/,
    blocks: [],
    quotes: ['"""', "'''", '"', "'"],
    multiline: ['"""', "'''"],
  },
  installs:
    /\b(?:signal|add_signal_handler)\s*\(\s*(?:signal\s*\.\s*)?(?:Signals\s*\.\s*)?(SIG[A-Z0-9]+)\s*,\s*([^\n]*)/g,
  forEach: /\b(?:signal|add_signal_handler)\s*\(\s*(?!SIG)[a-z_]\w*\s*,/,
  listed: /[[(,]\s*(?:signal\s*\.\s*)?(SIG[A-Z0-9]+)\s*(?=[\]),])/g,
  noHandler: /^(?:signal\s*\.\s*)?(?:Handlers\s*\.\s*)?SIG_(?:IGN|DFL)\b|^lambda[^:]*:\s*None\s*\)/,
  // Measured as PID 1, November 2026: uvicorn 0.54.0, aiohttp 3.14.5 (python 3.11.2).
  serves: /\b(?:uvicorn\s*\.\s*run|web\s*\.\s*run_app)\s*\(/,
  functionsAt: functionsByIndent,
  imports: /^[ \t]*(?:from\s+(\.?[\w.]+)\s+import\b|import\s+([\w.]+))/gm,
  places: (name) => {
    const path = name.replace(/^\./, '').replaceAll('.', '/');
    return [`${path}.py`, `${path}/__init__.py`];
  },
};

const perl: HandlerCode = {
  syntax: {
    line: /(?<=^|\s)#/,
    blocks: [
      [/^=[a-zA-Z]\w*/, /^=cut.*/m],
      [/^__(?:END|DATA)__$/, /$^/],
    ],
    quotes: ['"', "'"],
    multiline: ['"', "'"],
    heredoc: /<<~?['"]?([A-Z_]\w*)['"]?/,
  },
  installs: /(?<!local\s{1,8})\$SIG\s*\{\s*['"]?([A-Z0-9]+)['"]?\s*\}\s*=(?![=~>])\s*([^\n]*)/g,
  noHandler: /^['"]?(?:IGNORE|DEFAULT)\b|^undef\b|^sub\s*\{\s*\}/,
  functionsAt: functionsInBraces,
  imports: /\brequire\s+['"](\.{0,2}\/?[\w./-]+\.p[lm])['"]/g,
  places: (name) => [name],
};

const php: HandlerCode = {
  syntax: {
    line: /\/\/|#(?!\[)/,
    blocks: [[/\/\*/, /\*\//]],
    quotes: ['"', "'"],
    multiline: ['"', "'"],
    heredoc: /<<<['"]?([A-Za-z_]\w*)['"]?/,
  },
  installs: /\bpcntl_signal\s*\(\s*\\?(SIG[A-Z0-9]+)\s*,\s*([^\n]*)/g,
  noHandler: /^\\?SIG_(?:IGN|DFL)\b/,
  needs: /\bpcntl_async_signals\s*\(\s*true|\bpcntl_signal_dispatch\s*\(|\bdeclare\s*\(\s*ticks\b/,
  functionsAt: functionsInBraces,
  imports: /\b(?:require|include)(?:_once)?\s*\(?\s*(?:__DIR__\s*\.\s*)?['"](\/?[\w./-]+\.php)['"]/g,
  places: (name) => [name.replace(/^\//, '')],
};

/** By the names that runtimes are known under, without a version. */
export const handlerCode: ReadonlyMap<string, HandlerCode> = new Map([
  ...['node', 'nodejs', 'iojs', 'ts-node', 'bun'].map((name) => [name, node] as const),
  ...['python', 'pypy'].map((name) => [name, python] as const),
  ['perl', perl],
  ['php', php],
]);

/** A handler that the text of a file installs. */
export interface HandlerSeen {
  readonly signal: string;
  /** The line that does so, from 1. */
  readonly line: number;
  /** The functions that it stands in, by name: it is installed where each of them is called. */
  readonly within: readonly string[];
}

/** What the text of one file says. */
export interface HandlersSeen {
  /** The handlers that it installs, and nothing else at another place. */
  readonly handlers: readonly HandlerSeen[];
  /** The call of a server that handles SIGTERM and SIGINT: only where the file itself is run. */
  readonly served: readonly HandlerSeen[];
  readonly imports: readonly string[];
  /** The text without comments. */
  readonly code: string;
}

/** The handlers in a text, and the files that it loads; null where the text was not understood. */
export function handlersIn(text: string, language: HandlerCode): HandlersSeen | null {
  const code = plainCode(text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'), language.syntax);
  if (code === null) return null;
  const seenAt = (signal: string, place: number): readonly HandlerSeen[] => {
    const name = signalName(signal);
    const line = code.slice(0, place).split('\n').length;
    return name === null ? [] : [{ signal: name, line, within: language.functionsAt(code, place) }];
  };
  const found = [...code.matchAll(language.installs)].map(({ index, 1: signal = '', 2: handler = '' }) => ({
    seen: seenAt(signal, index),
    handles: !language.noHandler.test(handler),
  }));
  const each = language.forEach?.exec(code);
  const listed =
    each && language.listed
      ? [...code.matchAll(language.listed)].map(([, signal = '']) => ({
          seen: seenAt(signal, each.index),
          handles: true,
        }))
      : [];
  const all = [...found, ...listed];
  const refused = new Set(
    all.flatMap(({ handles, seen }) => (handles ? [] : seen.map(({ signal }) => signal))),
  );
  const called = language.needs === undefined || language.needs.test(code);
  const handlers = all.flatMap(({ seen }) =>
    called ? seen.filter(({ signal }) => !refused.has(signal)) : [],
  );
  const imports = [...code.matchAll(language.imports)].flatMap(([, one, other]) => one ?? other ?? []);
  const serves = language.serves?.exec(code);
  const served = serves ? ['SIGTERM', 'SIGINT'].flatMap((signal) => seenAt(signal, serves.index)) : [];
  return { handlers, served, imports: [...new Set(imports)], code };
}
