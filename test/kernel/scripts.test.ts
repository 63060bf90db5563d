import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { circumstances } from './circumstances.ts';
import { compare, type Verdict } from './compare.ts';
import { mapConcurrently, type Observation } from './observe.ts';
import { readScriptCases } from './script-cases.ts';
import { fixedImage, runScript, type ScriptImage, scriptImage } from './script-run.ts';
import { buildToolbox, removeToolbox, type Toolbox } from './toolbox.ts';

// Every script of data/scripts is run as PID 1, and must do what the model says of it; then once more after
// the fixes: graceful, and started as before.

/** How many scripts the model may answer with `unknown`, in a hundred. */
const MOST_UNKNOWN = 3;

const images = readScriptCases(process.env.PID1_LINT_CASES).map(scriptImage);

let toolbox: Toolbox;

beforeAll(async () => {
  toolbox = await buildToolbox();
});

afterAll(() => removeToolbox(toolbox));

/** One line for each image of which this finds something to say. */
async function report<T extends { readonly one: ScriptImage['one'] }>(
  all: readonly T[],
  action: (one: T) => Promise<string>,
): Promise<readonly string[]> {
  const texts = await mapConcurrently(all, 12, action);
  return texts.flatMap((text, index) => (text === '' ? [] : [`${all[index]?.one.name}: ${text}`]));
}

async function verdict(image: ScriptImage): Promise<Verdict> {
  return compare(image.image, await runScript(image, toolbox));
}

describe('scripts in the kernel', () => {
  test('there are many', () => expect(images.length).toBeGreaterThan(200));

  test('the kernel does what the model says', async () => {
    const unknown: string[] = [];
    const wrong = await report(images, async (image) => {
      const seen = await verdict(image);
      if (seen.kind === 'unknown') unknown.push(`${image.one.name}: ${seen.why}`);
      return seen.kind === 'differs' ? `predicted ${seen.predicted}, seen ${seen.seen}` : '';
    });
    console.log(`${images.length} scripts, ${wrong.length} differ, ${unknown.length} unknown`);
    expect(wrong).toEqual([]);
    expect(unknown.length * 100, unknown.join('\n')).toBeLessThan(images.length * MOST_UNKNOWN);
  });
});

/** The images that these fixes change. */
function fixed(allowed: readonly ('safe' | 'unsafe')[]) {
  return images.flatMap((before) => {
    const { after, codes } = fixedImage(before, allowed);
    return codes.length > 0 ? [{ one: before.one, before, after, codes }] : [];
  });
}

const safe = fixed(['safe']);
const unsafe = fixed(['safe', 'unsafe']).filter(
  ({ one, codes }) => !safe.some((other) => other.one === one && other.codes.length === codes.length),
);

function endOf(seen: Observation): unknown {
  return seen.endedBeforeSignal ? seen.exitStatus : 'stays';
}

function difference(what: string, was: unknown, is: unknown): string {
  const [before, after] = [was, is].map((value) => JSON.stringify(value));
  return before === after ? '' : `${what}: ${before} before, ${after} after; `;
}

/** What the workload, or whoever looks at the exit status, sees differently after a fix. */
async function changed({ before, after }: (typeof safe)[number]): Promise<string> {
  const [was, is] = await Promise.all([runScript(before, toolbox), runScript(after, toolbox)]);
  const ends = await Promise.all(
    ['0', '7'].map(async (status) => {
      const env = { PID1_LINT_ENDS: status };
      const [first, second] = await Promise.all([
        runScript(before, toolbox, env),
        runScript(after, toolbox, env),
      ]);
      return difference(`status ${status}`, endOf(first), endOf(second));
    }),
  );
  return difference('workload', circumstances(was), circumstances(is)) + ends.join('');
}

describe('fixes of scripts in the kernel', () => {
  test('there are many of both kinds', () => {
    console.log(`${safe.length} safe fixes, ${unsafe.length} more with unsafe ones`);
    expect(safe.length).toBeGreaterThan(50);
    expect(unsafe.length).toBeGreaterThan(10);
  });

  test('what was fixed stops gracefully', async () => {
    const wrong = await report([...safe, ...unsafe], async ({ after }) => {
      const graceful = after.image.startups.every(({ reached }) => /graceful|no-workload/.test(reached));
      if (!graceful) return '';
      const seen = await verdict(after);
      return seen.kind === 'differs' ? `predicted ${seen.predicted}, seen ${seen.seen}` : '';
    });
    expect(wrong).toEqual([]);
  });

  test('a safe fix keeps what the workload sees, and the exit status', async () => {
    const started = safe.filter(({ codes }) => !codes.includes('PID114'));
    expect(await report(started, changed)).toEqual([]);
  });

  test('fixing twice equals fixing once', () => {
    const again = safe.filter(({ after }) => fixedImage(after, ['safe']).codes.length > 0);
    expect(again.map(({ one }) => one.name)).toEqual([]);
  });
});
