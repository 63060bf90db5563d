import type { EscapeCharacter, Instruction, SyntaxProblem } from './instruction.ts';
import { readBuildArguments } from './key-values.ts';
import { substitute } from './substitute.ts';

/** Values by name; null: it may be set, to what cannot be told. A name that is not there is not set. */
export type VariableValues = ReadonlyMap<string, string | null>;

/**
 * What BuildKit sets before the first line, for FROM and for stages that name it in an ARG
 * (frontend/dockerfile/dockerfile2llb/platform.go, defaultArgs). The values depend on the machine and on `--platform`.
 */
const platformArguments = [
  'BUILDPLATFORM',
  'BUILDOS',
  'BUILDOSVERSION',
  'BUILDARCH',
  'BUILDVARIANT',
  'TARGETPLATFORM',
  'TARGETOS',
  'TARGETOSVERSION',
  'TARGETARCH',
  'TARGETVARIANT',
  'TARGETSTAGE',
];

/** The build arguments that FROM lines see, and what BuildKit refuses in the ARGs that set them. */
export interface GlobalArguments {
  readonly values: VariableValues;
  readonly problems: readonly SyntaxProblem[];
}

/**
 * Reads the ARGs before the first FROM. `buildArgs` holds what the user passes with `--build-arg`; an ARG without
 * default and without such a value has no known value, for anybody may pass one.
 * BuildKit frontend/dockerfile/dockerfile2llb/convert.go, buildMetaArgs.
 */
export function readGlobalArguments(
  args: readonly Instruction[],
  buildArgs: ReadonlyMap<string, string>,
  escapeCharacter: EscapeCharacter,
): GlobalArguments {
  const values = new Map<string, string | null>();
  for (const name of platformArguments) values.set(name, buildArgs.get(name) ?? null);
  const problems: SyntaxProblem[] = [];
  for (const { arguments: text, argumentsSpan: span } of args) {
    for (const { key, value } of readBuildArguments(text.text, escapeCharacter).pairs) {
      const passed = buildArgs.get(key);
      if (passed !== undefined) values.set(key, passed);
      else if (value === null) values.set(key, values.get(key) ?? null);
      else {
        const result = substitute(value, (name) => values.get(name), { escape: escapeCharacter });
        if (result.error !== null) problems.push({ message: result.error, span });
        values.set(key, result.uncertain || result.error !== null ? null : result.text);
      }
    }
  }
  return { values, problems };
}
