import { printable } from './printable.ts';

/** An element of an XML document; attributes without a value are left out. */
export interface Element {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number | undefined>>;
  /** Elements, or a text. */
  readonly content?: readonly Element[] | string;
}

/** A document with its declaration. What no XML may hold, such as control characters, becomes U+FFFD. */
export function xml(root: Element): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, '')}`;
}

function element({ name, attributes = {}, content = [] }: Element, indent: string): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? '' : ` ${key}="${escaped(String(value))}"`,
  );
  const start = `${indent}<${name}${written.join('')}`;
  if (content.length === 0) return `${start}/>\n`;
  if (typeof content === 'string') return `${start}>${escaped(content)}</${name}>\n`;
  const inner = content.map((child) => element(child, `${indent}  `)).join('');
  return `${start}>\n${inner}${indent}</${name}>\n`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
};

function escaped(text: string): string {
  const allowed = printable(text).replace(/[\uFFFE\uFFFF]|\p{Surrogate}/gu, '\uFFFD');
  return allowed.replace(/[&<>"\n\t]/g, (character) => entities[character] ?? '');
}
