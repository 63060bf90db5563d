import { configShape } from '../src/config/config-shape.ts';
import type { ObjectShape, Shape } from '../src/config/shape.ts';
import type { RuleMetadata } from '../src/contract/rule.ts';
import { table } from './marked-part.ts';

/** Every key of a configuration file with what it can be, made from the shape that files are checked against. */
export function configReference(rules: readonly RuleMetadata[]): string {
  return table([['key', 'value', 'what it says'], ...rowsOf(configShape(rules), '')]);
}

function rowsOf({ fields }: ObjectShape, path: string): readonly (readonly string[])[] {
  return Object.entries(fields).flatMap(([name, { shape, about, required }]) => {
    const own = `${path}${name}`;
    const row = [`\`${own}\``, `${wordsOf(shape)}${required ? ', required' : ''}`, about];
    const inner = innerObject(shape, own);
    return [row, ...(inner === null ? [] : rowsOf(inner.shape, inner.path))];
  });
}

/** The object that a value holds, and how its keys are to be named. */
function innerObject(
  shape: Shape,
  path: string,
): { readonly shape: ObjectShape; readonly path: string } | null {
  switch (shape.kind) {
    case 'object':
      return { shape, path: `${path}.` };
    case 'list':
      return innerObject(shape.of, `${path}[]`);
    case 'table':
      return innerObject(shape.of, `${path}.${shape.what.toUpperCase()}`);
    default:
      return null;
  }
}

function wordsOf(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
      return shape.what;
    case 'choice':
      return shape.words.map((word) => `\`${word}\``).join(', ');
    case 'flag':
      return '`true` or `false`';
    case 'orNull':
      return `${wordsOf(shape.of)}, or \`null\``;
    case 'list':
      return shape.orOne ? `${wordsOf(shape.of)}, or a list` : `a list: ${wordsOf(shape.of)}`;
    case 'table':
      return shape.of.kind === 'object' ? `by ${shape.what}` : `by ${shape.what}: ${wordsOf(shape.of)}`;
    case 'object':
      return 'keys';
  }
}
