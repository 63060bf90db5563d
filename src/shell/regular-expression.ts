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

/**
 * The regular expression of `[[ … =~ … ]]` where JavaScript reads it as the C library does; null for all others.
 */
export function extendedRegExp(source: string): RegExp | null {
  if (source.length > 200) return null;
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
