import { severities } from '../src/contract/finding.ts';
import type { RuleMetadata } from '../src/contract/rule.ts';
import type { Disposition } from '../src/contract/verification.ts';
import { engineNames } from '../src/engine/engine.ts';
import type { ShellImplementation } from '../src/knowledge/types.ts';
import type { ProcessRole, StopOutcome } from '../src/startup/model.ts';

type Schema = Readonly<Record<string, unknown>>;

// `Record` makes the type checker name what a list lacks.
const outcomes = Object.keys({
  graceful: 0,
  'cut-short': 0,
  unnotified: 0,
  ignored: 0,
  'no-workload': 0,
  unknown: 0,
} satisfies Record<StopOutcome, 0>);
const roles = Object.keys({ shell: 0, init: 0, wrapper: 0, workload: 0, helper: 0 } satisfies Record<
  ProcessRole,
  0
>);
const shells = Object.keys({
  dash: 0,
  bash: 0,
  'busybox ash': 0,
  mksh: 0,
  ksh93: 0,
  zsh: 0,
  yash: 0,
  none: 0,
  unknown: 0,
} satisfies Record<ShellImplementation, 0>);

const dispositions = Object.keys({ catches: 0, blocks: 0, ignores: 0, default: 0 } satisfies Record<
  Disposition,
  0
>);

const text = { type: 'string' };
const words = { type: 'array', items: text };
const outcome = { enum: outcomes };

/** The schema of what `lint --format json` prints. */
export function findingsSchema(rules: readonly RuleMetadata[]): Schema {
  return schema('findings', 'What `pid1-lint lint --format json` prints.', {
    root: object({
      schemaVersion: { const: 1 },
      findings: list(
        object({
          rule: { enum: rules.map(({ name }) => name) },
          code: { enum: rules.map(({ code }) => code) },
          severity: { enum: severities },
          file: text,
          range: ref('range'),
          message: text,
          startedBy: list(ref('starter')),
          stop: outcome,
          fix: orNull(ref('fix')),
        }),
      ),
      files: list(object({ path: text, error: orNull(text) })),
    }),
    $defs: { position, range, starter, fix },
  });
}

const position = object({
  line: { type: 'integer', minimum: 1 },
  column: { type: 'integer', minimum: 1, description: 'In UTF-16 code units.' },
});
const range = { ...object({ start: ref('position'), end: ref('position') }), description: 'End exclusive.' };
const starter = {
  ...object({ instruction: text, file: text, line: { type: 'integer', minimum: 1 } }),
  description: 'An instruction that starts the script which the finding stands in.',
};
const fix = object({
  title: text,
  safety: { enum: ['safe', 'unsafe'] },
  edits: list(object({ file: text, range: ref('range'), newText: text })),
});

/** The schema of what `explain --format json` prints. */
export function explainSchema(): Schema {
  return schema('explain', 'What `pid1-lint explain --format json` prints.', {
    root: object({
      schemaVersion: { const: 1 },
      files: list(object({ path: text, images: list(ref('image')) })),
    }),
    $defs: { image, startup, process: processNode },
  });
}

const image = object({
  stage: orNull(text),
  index: { type: 'integer', minimum: 0 },
  final: { type: 'boolean' },
  baseImage: text,
  shell: object({ argv: words, implementation: { enum: shells }, version: orNull(text) }),
  entrypoint: orNull(words),
  cmd: orNull(words),
  argv: words,
  stopSignal: text,
  startups: list(ref('startup')),
  stop: outcome,
});
const startup = object({
  when: orNull(text),
  tree: orNull(ref('process')),
  stop: outcome,
  reapsOrphans: { type: ['boolean', 'null'] },
  why: words,
});
const processNode = object({ argv: words, role: { enum: roles }, children: list(ref('process')) });

/** The schema of what `verify --format json` prints. */
export function verifySchema(): Schema {
  return schema('verify', 'What `pid1-lint verify --format json` prints.', {
    root: object({
      schemaVersion: { const: 1 },
      subject: text,
      engine: object({ name: { enum: engineNames }, version: text }),
      prediction: object({
        argv: words,
        stop: outcome,
        when: orNull(text),
        tree: orNull(ref('process')),
        why: words,
      }),
      observation: object({
        argv: words,
        stop: outcome,
        why: words,
        tree: orNull(ref('containerProcess')),
        stopSignal: text,
        seconds: { ...orNull({ type: 'number', minimum: 0 }), description: 'Null: it ended by itself.' },
        grace: { type: 'number', description: 'In seconds.' },
        killed: { type: 'boolean' },
        exitStatus: orNull({ type: 'integer' }),
        zombies: orNull(object({ before: count, after: count })),
      }),
      agreement: object({
        start: { type: 'boolean' },
        stop: { type: ['boolean', 'null'] },
        tree: { type: ['boolean', 'null'] },
      }),
    }),
    $defs: { process: processNode, containerProcess },
  });
}

const count = { type: 'integer', minimum: 0 };
const containerProcess = object({
  pid: count,
  argv: words,
  disposition: { enum: [...dispositions, null] },
  zombie: { type: 'boolean' },
  role: { enum: roles },
  children: list(ref('containerProcess')),
});

function schema(name: string, description: string, body: { root: Schema; $defs: Schema }): Schema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `pid1-lint ${name}`,
    description,
    ...body.root,
    $defs: body.$defs,
  };
}

function object(properties: Schema): Schema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

function list(items: Schema): Schema {
  return { type: 'array', items };
}

function orNull(one: Schema): Schema {
  return { anyOf: [one, { type: 'null' }] };
}

function ref(name: string): Schema {
  return { $ref: `#/$defs/${name}` };
}
