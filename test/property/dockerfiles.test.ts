import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import explainSchema from '../../schema/explain.schema.json' with { type: 'json' };
import findingsSchema from '../../schema/findings.schema.json' with { type: 'json' };
import { product } from '../../src/cli/product.ts';
import { fixFile } from '../../src/fix/fix-file.ts';
import { lintFile } from '../../src/lint/lint-file.ts';
import type { Source } from '../../src/lint/model-builder.ts';
import { jsonExplain } from '../../src/report/json-explain.ts';
import { jsonFindings } from '../../src/report/json-findings.ts';
import { outcomesWorstFirst } from '../../src/startup/stop/outcome-rank.ts';
import { applyEdits } from '../../src/text/apply-edits.ts';
import { dockerfile } from './dockerfiles.ts';

const model = await product.loadModel({ buildArgs: new Map() });
const rules = await product.loadRules();
const lint = (source: Source) => lintFile({ source, model, rules });
const lintText = (text: string) => lint({ path: 'Dockerfile', text, changed: new Map() });

const ajv = new Ajv2020({ strict: true, strictTypes: false });
const validFindings = ajv.compile(findingsSchema);
const validExplain = ajv.compile(explainSchema);

/** How a text ends that a fix left: twice the same. */
function fixed(text: string, allowed: readonly ('safe' | 'unsafe')[]) {
  return fixFile(lintText(text), lint, allowed).result;
}

const check = (property: (text: string) => void, numRuns: number) =>
  fc.assert(fc.property(dockerfile, property), { numRuns });

describe('any Dockerfile, as written or damaged', () => {
  it('brings reports that their schemas allow', () => {
    check((text) => {
      const files = [{ path: 'Dockerfile', result: lintText(text), error: null }];
      validFindings(JSON.parse(jsonFindings(files)));
      expect(validFindings.errors ?? []).toEqual([]);
      validExplain(JSON.parse(jsonExplain(files)));
      expect(validExplain.errors ?? []).toEqual([]);
    }, 300);
  }, 60_000);

  it('has fixes whose edits apply, each by itself', () => {
    check((text) => {
      for (const { fix } of lintText(text).findings) {
        if (!fix) continue;
        const own = fix.edits.filter(({ file }) => file === 'Dockerfile');
        const after = applyEdits(text, own);
        expect(after).not.toBeNull();
        expect(after).not.toBe(text);
      }
    }, 300);
  }, 60_000);

  it('is fixed once and for all', () => {
    check((text) => {
      const once = fixed(text, ['safe', 'unsafe']);
      expect(fixed(once.source.text, ['safe', 'unsafe']).source.text).toBe(once.source.text);
    }, 200);
  }, 60_000);

  it('stops no worse after its fixes, and stays a Dockerfile', () => {
    check((text) => {
      const before = lintText(text);
      const after = fixed(text, ['safe']);
      expect(after.problems.length).toBeLessThanOrEqual(before.problems.length);
      expect(after.model.images.length).toBe(before.model.images.length);
      // What could not start at all had nothing to stop.
      if (after.source.text === text || before.model.images.at(-1)?.stop === 'no-workload') return;
      const rank = ({ model: { images } }: typeof before) =>
        outcomesWorstFirst.indexOf(images.at(-1)?.stop ?? 'unknown');
      expect(rank(after)).toBeGreaterThanOrEqual(rank(before));
    }, 200);
  }, 60_000);
});
