import type { Fix } from '../../src/contract/finding.ts';
import { defineRule, type RuleFile } from '../../src/contract/rule.ts';
import { defaultAction } from '../../src/knowledge/signals.ts';
import { initFixes } from '../../src/rewrite/init-fixes.ts';
import { joinFixes } from '../../src/rewrite/join-fixes.ts';
import { placeOfStart } from '../../src/rewrite/place-of-start.ts';
import { named } from '../../src/rewrite/quoted.ts';
import { setStopSignal } from '../../src/rewrite/set-stop-signal.ts';
import { mismatch, receiver } from '../../src/rewrite/stop-mismatch.ts';
import type { ImageModel, SourcePlace, Startup } from '../../src/startup/model.ts';

export const rule = defineRule({
  code: 'PID109',
  name: 'stop-signal-mismatch',
  severity: 'warning',
  summary:
    'STOPSIGNAL is not what the program needs to stop gracefully (nginx, httpd, postgres, php-fpm, systemd …) or cannot be caught',
  fixes: ['safe', 'unsafe'],
  since: '0.1.0',
  messages: {
    harsh: '{program} takes {signal} for {what}: it stops gracefully on {better}',
    'goes-on': '{program} takes {signal} for {what}: it stops on {better}',
    'not-passed-on': '{program} {does} {signal}{from}: it stops what it started on {better}',
    'other-init':
      '{program} of {base} is not known to end on {signal}: upstart, sysvinit and the init of busybox each stop on a signal of their own',
    foreign: '{signal} comes from {base}, but what is stopped here is {program}: {what}',
    uncatchable: '{signal} cannot be caught: {program} is killed without having been told of the stop',
    stops: '{signal} cannot be caught and ends nothing: the container is killed after the grace period',
    'without-sig':
      '{written} lacks its SIG: containerd knows the signal as {better} only, and some versions of it then stop the container by SIGKILL',
  },
  check(image, file) {
    const written = withoutSig(image, file.path);
    const uncatchable = cannotBeCaught(image, file.path);
    const startup = image.startups[0] ?? null;
    if (uncatchable) {
      return [{ ...uncatchable, startup, fixes: setStopSignal('SIGTERM', image, file) }];
    }
    const found = image.startups.map((one) => ({ one, seen: mismatch(one, image) })).find(({ seen }) => seen);
    if (found?.seen) {
      const place = placeOf(found.one, image, file.path);
      const { message, args, better } = found.seen;
      return place
        ? [
            {
              place,
              message,
              args,
              startup: found.one,
              fixes: better === null ? [] : signalFixes(better, found.one, image, file),
            },
          ]
        : [];
    }
    return written ? [{ ...written, startup, fixes: setStopSignal(written.args.better, image, file) }] : [];
  },
});

/** The signal alone, or together with an init for a program that as PID 1 has no handler for that one either. */
function signalFixes(better: string, startup: Startup, image: ImageModel, file: RuleFile): readonly Fix[] {
  const alone = setStopSignal(better, image, file);
  const both = alone.flatMap((signal) =>
    initFixes(image, file, startup).map((init): Fix => joinFixes(init, signal)),
  );
  return [...alone, ...both];
}

/** The STOPSIGNAL of this Dockerfile, else what it starts. */
function placeOf({ root }: Startup, image: ImageModel, file: string): SourcePlace | null {
  const by = image.config.stopSignal?.by;
  if (by) return { file, span: by.argumentsSpan };
  return root && placeOfStart(receiver(root, image.stopSignal) ?? root, image, file);
}

function cannotBeCaught(image: ImageModel, file: string) {
  const by = image.config.stopSignal?.by;
  const kills = defaultAction(image.stopSignal) === 'kill';
  if (!by || (!kills && image.stopSignal !== 'SIGSTOP')) return null;
  const root = image.startups[0]?.root;
  return {
    place: { file, span: by.argumentsSpan },
    message: kills ? ('uncatchable' as const) : ('stops' as const),
    args: { signal: image.stopSignal, program: root ? named(root.argv) : 'the workload' },
  };
}

function withoutSig({ config, stopSignal }: ImageModel, file: string) {
  const { stopSignal: setting } = config;
  if (!setting?.by || setting.uncertain || !/^[A-Z]/i.test(setting.value) || /^SIG/i.test(setting.value))
    return null;
  const place = { file, span: setting.by.argumentsSpan };
  return { place, message: 'without-sig' as const, args: { written: setting.value, better: stopSignal } };
}
