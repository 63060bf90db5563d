/** Names of character classes, and what they are inside of a bracket. */
const classes: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  blank: ' \\t',
  digit: '0-9',
  lower: 'a-z',
  space: '\\s',
  upper: 'A-Z',
  xdigit: '0-9A-Fa-f',
};

/** The plain part of extended regular expressions: what the C library and JavaScript read alike. */
const plain =
  /^\^?(?:(?:[\w/:@%,=~ -]|\.|\\[.*+?^$()[\]{}|/\\-]|\[\^?(?:[\w./:@%,=~ ]|\[:[a-z]+:\])+(?:-(?=\]))?\]|[\w]-[\w])(?:[*+?]|\{\d{1,2}(?:,\d{0,2})?\})?|\|\^?|\$(?=\||$))*$/;

/** Parentheses without a repetition behind them, which could take forever. */
const group = /\(([^()\\[\]]*)\)(?![*+?{])/g;

/** Longer texts and expressions are not tried. */
const longest = 200;

/** How many ways through an expression may be tried. */
const mostTried = 10_000_000;

/**
 * Whether `[[ text =~ source ]]` holds, where JavaScript reads the expression as the C library does; null for all others,
 * and where trying it could take too long.
 */
export function matchesExtended(source: string, text: string): boolean | null {
  if (source.length > longest || text.length > longest) return null;
  if (mostWays(source, text.length) > mostTried) return null;
  return extendedRegExp(source)?.test(text) ?? null;
}

/** How many ways there are at most to divide a text of this length among the repetitions of an expression. */
function mostWays(source: string, length: number): number {
  const repeated = source.match(/[*+{]/g)?.length ?? 0;
  const optional = source.match(/\?/g)?.length ?? 0;
  // Each start of a match is tried as well.
  const places = source.startsWith('^') ? repeated : repeated + 1;
  return 2 ** optional * Math.max(length, 1) ** places;
}

function extendedRegExp(source: string): RegExp | null {
  const flat = source.replace(group, '$1');
  if (!plain.test(flat) || /[*+?}][*+?{]/.test(flat)) return null;
  const known = source.replace(/\[:([a-z]+):\]/g, (whole, name: string) => classes[name] ?? whole);
  if (known.includes('[:')) return null;
  try {
    return new RegExp(known);
  } catch {
    return null;
  }
}
