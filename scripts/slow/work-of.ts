import { registry } from '../../src/cli/registry.generated.ts';
import { memoryContext } from '../../src/context/memory-context.ts';
import { fixFile } from '../../src/fix/fix-file.ts';
import { loadBaseImages } from '../../src/knowledge/load-base-images.ts';
import { lintFile } from '../../src/lint/lint-file.ts';
import type { Source } from '../../src/lint/model-builder.ts';
import { explainReport } from '../../src/report/json-explain.ts';
import { createRunMemory } from '../../src/startup/image/run-memory.ts';
import { modelDockerfile } from '../../src/startup/model-dockerfile.ts';

/** What is done with an input: its findings, its explanation and its fixes. */
export function workOn(files: Readonly<Record<string, string>>): void {
  const { Dockerfile: text = '', ...others } = files;
  const { lookup } = loadBaseImages();
  const runs = createRunMemory();
  const model = (source: Source) =>
    modelDockerfile(source, {
      baseImage: lookup,
      buildArgs: new Map(),
      context: () => memoryContext({ ...others, ...Object.fromEntries(source.changed) }),
      runs,
    });
  const lint = (source: Source) => lintFile({ source, model, rules: registry });
  const source: Source = { path: 'Dockerfile', text, changed: new Map() };
  const result = lint(source);
  explainReport([{ path: 'Dockerfile', result, error: null }]);
  fixFile(result, lint, ['safe', 'unsafe']);
}

/** The least processor time that the work on an input takes, in milliseconds. */
export function workOf(files: Readonly<Record<string, string>>, rounds: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    workOn(files);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}
