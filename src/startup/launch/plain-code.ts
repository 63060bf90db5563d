/** How a language writes comments and strings. */
export interface CodeSyntax {
  /** What begins a comment that goes to the end of the line. */
  readonly line: RegExp;
  /** Comments and text that go from one pattern to another: `/*` … , POD, `__END__` … */
  readonly blocks: readonly (readonly [RegExp, RegExp])[];
  /** Strings by what opens and closes them, the longest first. */
  readonly quotes: readonly string[];
  /** Those that may hold line ends. */
  readonly multiline: readonly string[];
  /** A heredoc, with the word that ends it as a group. */
  readonly heredoc?: RegExp;
  /** Whether `/` may begin a regular expression. */
  readonly regex?: boolean;
}

/** A string of these characters alone cannot look like code, and is kept. */
const harmless = /^[\w./@-]*$/;

function lineEnds(text: string): string {
  return '\n'.repeat(text.split('\n').length - 1);
}

/**
 * The text, line by line, without its comments, and without the content of strings that could be taken for code. Null where a
 * string does not end, so that the text was not understood.
 */
export function plainCode(text: string, syntax: CodeSyntax): string | null {
  let code = '';
  let at = 0;
  while (at < text.length) {
    const skipped = skipComment(text, at, syntax);
    if (skipped !== null) {
      code += ` ${lineEnds(text.slice(at, skipped))}`;
      at = skipped;
      continue;
    }
    const quote = syntax.quotes.find((one) => text.startsWith(one, at));
    if (quote !== undefined) {
      const end = endOfString(text, at, quote, syntax);
      if (end === null) return null;
      const content = text.slice(at + quote.length, end - quote.length);
      code += `${quote[0]}${harmless.test(content) ? content : ' '}${quote[0]}${lineEnds(content)}`;
      at = end;
      continue;
    }
    const regex = syntax.regex && text[at] === '/' && mayBeRegex(code) ? endOfRegex(text, at) : null;
    code += regex === null ? (text[at] ?? '') : '/ /';
    at = regex ?? at + 1;
  }
  return code;
}

/** Where a comment, a block or a heredoc that begins here ends; null where none does. */
function skipComment(text: string, at: number, { line, blocks, heredoc }: CodeSyntax): number | null {
  const comment = matchAt(line, text, at);
  if (comment) return endOfLine(text, at);
  for (const [from, to] of blocks) {
    const open = matchAt(from, text, at);
    if (!open) continue;
    const rest = at + open[0].length;
    const found = text.slice(rest).search(to);
    if (found < 0) return text.length;
    return rest + found + (to.exec(text.slice(rest + found))?.[0].length ?? 0);
  }
  const here = heredoc && matchAt(heredoc, text, at);
  if (!here) return null;
  const end = text.slice(at).search(new RegExp(`\\n[ \\t]*${here[1]}\\b`));
  return end < 0 ? text.length : at + end + 1;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  const sticky = new RegExp(pattern.source, 'my');
  sticky.lastIndex = at;
  return sticky.exec(text);
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

/** The place behind a string; null where it does not end. */
function endOfString(text: string, start: number, quote: string, { multiline }: CodeSyntax): number | null {
  const mayBreak = multiline.includes(quote);
  for (let at = start + quote.length; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text.startsWith(quote, at)) return at + quote.length;
    else if (text[at] === '\n' && !mayBreak) return null;
    else if (quote === '`' && text.startsWith('${', at)) {
      const end = endOfHole(text, at + 2);
      if (end === null) return null;
      at = end;
    }
  }
  return null;
}

/** The brace that ends `${…}` in a template. */
function endOfHole(text: string, start: number): number | null {
  let depth = 1;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '{') depth += 1;
    else if (char === '}') depth -= 1;
    else if ('\'"`'.includes(char)) {
      const end = endOfString(text, at, char, { line: /$^/, blocks: [], quotes: [], multiline: ['`'] });
      if (end === null) return null;
      at = end - 1;
    }
    if (depth === 0) return at;
  }
  return null;
}

/** A division stands behind a value. */
function mayBeRegex(before: string): boolean {
  return /(^|[(,=:[!&|?{};+\-*%~^<>]|\b(return|typeof|case|in|of))\s*$/.test(before.slice(-20));
}

function endOfRegex(text: string, start: number): number | null {
  let inClass = false;
  for (let at = start + 1; at < text.length && text[at] !== '\n'; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    else if (char === '/' && !inClass) return at + 1;
  }
  return null;
}
