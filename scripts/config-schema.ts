import { configShape } from '../src/config/config-shape.ts';
import type { ObjectShape, Shape } from '../src/config/shape.ts';
import type { RuleMetadata } from '../src/contract/rule.ts';

type Schema = Readonly<Record<string, unknown>>;

/** The schema of configuration files, made from the shape that they are checked against. */
export function configSchema(rules: readonly RuleMetadata[]): Schema {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'pid1-lint configuration',
    description: 'What .pid1-lint.yaml, .pid1-lint.json and the key pid1-lint of package.json hold.',
    ...schemaOf(configShape(rules)),
  };
}

function schemaOf(shape: Shape): Schema {
  switch (shape.kind) {
    case 'text':
      return shape.orNumber ? { type: ['string', 'number'] } : { type: 'string', minLength: 1 };
    case 'choice':
      return { enum: shape.words };
    case 'flag':
      return { type: 'boolean' };
    case 'orNull':
      return { anyOf: [schemaOf(shape.of), { type: 'null' }] };
    case 'list': {
      const list = { type: 'array', items: schemaOf(shape.of) };
      return shape.orOne ? { anyOf: [schemaOf(shape.of), list] } : list;
    }
    case 'table': {
      const of = schemaOf(shape.of);
      if (shape.known === null) return { type: 'object', additionalProperties: of };
      const properties = Object.fromEntries(shape.known.map((key) => [key, of]));
      return { type: 'object', properties, additionalProperties: false };
    }
    case 'object':
      return objectSchema(shape);
  }
}

function objectSchema({ fields }: ObjectShape): Schema {
  const all = Object.entries(fields);
  const required = all.flatMap(([name, field]) => (field.required ? [name] : []));
  const properties = Object.fromEntries(
    all.map(([name, { shape, about }]) => [name, { description: about, ...schemaOf(shape) }]),
  );
  return {
    type: 'object',
    properties,
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}
