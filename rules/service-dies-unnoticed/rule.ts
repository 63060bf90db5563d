import { defineRule } from '../../src/contract/rule.ts';
import { foregroundAdvice } from '../../src/rewrite/daemon-text.ts';
import { placeOfStart } from '../../src/rewrite/place-of-start.ts';
import { quoted } from '../../src/rewrite/quoted.ts';
import type { Startup } from '../../src/startup/model.ts';
import type { Process } from '../../src/startup/process.ts';
import { everyProcess } from '../../src/startup/stop/every-process.ts';
import { startPath } from '../../src/startup/stop/start-path.ts';
import { workloads } from '../../src/startup/stop/workloads.ts';
import { tellAll } from './tell-all.ts';
import { unwatched } from './unwatched.ts';

/** Separate containers are the usual way; tini and its like look after their one child. */
const advice = 'give each a container of its own, or let a supervisor such as s6 or supervisord start both';

export const rule = defineRule({
  code: 'PID202',
  name: 'service-dies-unnoticed',
  severity: 'warning',
  summary: 'several services behind one shell, no supervisor: one can die and the container lives on',
  fixes: ['unsafe'],
  since: '0.1.0',
  messages: {
    beside:
      'nobody watches {service}, which runs in the background: when it dies, the container lives on without it, because {front} stays{untold}; {advice}',
    daemon:
      'nobody watches the daemon that {service} leaves in the background: when it dies, the container lives on without it, because {front} stays{untold}; {advice}',
    untold:
      'nobody watches the daemon that {service} leaves in the background, and {signal} does not reach it: when it dies, the container lives on, because {front} stays, and at a stop it is killed without having been told; {advice}',
    together:
      'the container ends only when both {service} and {front} have ended: when one of them dies, it lives on without it; {advice}',
  },
  check(image, file) {
    // The branches of one start command say the same.
    const startup = image.startups.find(
      ({ root, stop }) => root && stop !== 'no-workload' && unwatched(root),
    );
    const found = startup?.root && unwatched(startup.root);
    const place = found && startup?.root && placeOfStart(startPath(startup.root).last, image, file.path);
    if (!startup || !found || !place) return [];
    const args = {
      service: found.service,
      front: quoted(found.front),
      signal: image.stopSignal,
      untold: isTold(startup) ? '' : ', and at a stop it is killed without having been told',
      advice: keepsUp(startup) ?? advice,
    };
    const message = found.how === 'daemon' && isUntold(startup) ? ('untold' as const) : found.how;
    return [{ place, message, args, startup, fixes: tellAll(startup.root, image.stopSignal) }];
  },
});

/** Whether the stop may reach what runs in the background; a program that took the shell's place passes nothing on to it. */
function isTold({ root, stop }: Startup): boolean {
  if (root === null) return true;
  const { forwarders, last } = startPath(root);
  if (forwarders.some(({ body }) => body.spec.forwards === 'group' || body.spec.forwards === 'everyone'))
    return true;
  return last.body.kind === 'program' ? false : stop !== 'ignored' && stop !== 'unnotified';
}

/** What to do where the one service is a daemon, and what stays only keeps the container up for it. */
function keepsUp({ root }: Startup): string | null {
  const { last } = startPath(root as Process);
  const front = last.body.kind === 'shell' ? last.body.station.blocked : null;
  const stays = front?.on === 'foreground' ? front.processes[0] : last;
  const services = everyProcess(last).filter((one) => one !== stays && one.body.kind === 'program');
  const [service, ...others] = services;
  if (stays?.body.kind !== 'program' || !stays.body.accessory || !service?.detached || others.length > 0)
    return null;
  return `${foregroundAdvice(service)}, in the place of ${quoted(stays.argv)}`;
}

/** Whether the daemon is what the container exists for, and the stop does not reach it. */
function isUntold({ root, stop }: Startup): boolean {
  if (root === null || (stop !== 'ignored' && stop !== 'unnotified')) return false;
  return workloads(root).some(({ detached }) => detached === true);
}
