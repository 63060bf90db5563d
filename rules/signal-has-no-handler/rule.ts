import { defineRule } from '../../src/contract/rule.ts';
import { silentRuntime } from '../../src/knowledge/script-handlers.ts';
import { defaultAction } from '../../src/knowledge/signals.ts';
import { initFixes } from '../../src/rewrite/init-fixes.ts';
import { placeOfStart } from '../../src/rewrite/place-of-start.ts';
import { named, quoted } from '../../src/rewrite/quoted.ts';
import { mismatch } from '../../src/rewrite/stop-mismatch.ts';
import type { ImageModel, Startup } from '../../src/startup/model.ts';
import type { Process } from '../../src/startup/process.ts';

export const rule = defineRule({
  code: 'PID107',
  name: 'signal-has-no-handler',
  severity: 'warning',
  summary: 'PID 1 is a program that installs no handler for the stop signal (node, python, sleep, tail …)',
  fixes: ['safe', 'unsafe'],
  since: '0.1.0',
  messages: {
    never:
      '{program} is PID 1 and has no handler for {signal}, which the kernel then drops: the container is killed after the grace period',
    script:
      '{runtime} is PID 1 and installs no handler for {signal} of its own: unless {script} does, the kernel drops it and the container is killed after the grace period',
    program:
      '{runtime} is PID 1 and installs no handler for {signal} of its own: unless the program that it runs does, the kernel drops it and the container is killed after the grace period',
  },
  check(image, file) {
    return image.startups.flatMap((startup) => {
      const { root } = startup;
      if (root?.body.kind !== 'program' || defaultAction(image.stopSignal) === 'kill') return [];
      // A signal that is not meant for this program is PID109's concern.
      const seen = mismatch(startup, image) ? null : whatIsMissing(root, startup, image);
      const place = placeOfStart(root, image, file.path);
      if (!seen || !place) return [];
      return { place, ...seen, startup, fixes: initFixes(image, file, startup) };
    });
  },
});

interface Seen {
  readonly message: 'never' | 'script' | 'program';
  readonly args: Readonly<Record<string, string>>;
}

function whatIsMissing({ argv, body }: Process, startup: Startup, image: ImageModel): Seen | null {
  const signal = image.stopSignal;
  if (body.kind !== 'program') return null;
  const reaction = body.signals?.[signal] ?? body.reaction;
  if (reaction === 'default' && startup.stop === 'ignored') {
    return { message: 'never', args: { program: quoted(argv), signal } };
  }
  // What the script does cannot be seen: the outcome stays open, and the wording says on what it hangs.
  if (reaction !== 'depends' || startup.reached !== 'graceful') return null;
  const runtime = silentRuntime(argv, signal);
  if (!runtime || bringsServer(image)) return null;
  const args = { runtime: named(argv), signal, script: quoted([runtime.script ?? '']) };
  return { message: runtime.script === null ? 'program' : 'script', args };
}

/** `COPY .next/standalone`: the server.js of Next.js handles the signal. */
function bringsServer({ config }: ImageModel): boolean {
  return config.copies.some(({ sources }) => sources.some((source) => source.includes('.next/standalone')));
}
