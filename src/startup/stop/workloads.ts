import { type Process, startedBy } from '../process.ts';

/**
 * The processes that the container exists for: the last command that lasts on this way. Where that is
 * only a tool to keep the container up (`tail -f`, `sleep infinity`), what runs in the background is too.
 */
export function workloads(root: Process): readonly Process[] {
  const found = mainOf(root);
  if (!found.every(isAccessory)) return found;
  const behind = backgroundOf(root).filter((process) => !isAccessory(process));
  return behind.length > 0 ? behind : found;
}

/** A tool that keeps the container up or works on output, or a shell that goes round in a loop. */
function isAccessory({ body }: Process): boolean {
  if (body.kind === 'shell') return body.station.blocked.on === 'spin';
  return body.kind === 'program' && body.accessory;
}

function mainOf(process: Process): readonly Process[] {
  const { body } = process;
  if (body.kind === 'program') return [process];
  if (body.kind === 'forwarder') return startedBy(body).flatMap(mainOf);
  const { blocked, state } = body.station;
  if (blocked.on === 'foreground') return mainOfPipeline(blocked.processes);
  if (blocked.on === 'spin') return [process];
  const waited = state.jobs
    .filter(({ pid }) => blocked.pids.includes(pid))
    .flatMap((job) => mainOf(job.process));
  const real = waited.filter((one) => !isAccessory(one));
  return real.length > 0 ? real : waited;
}

/** In a pipeline the first member that is not a mere filter. */
function mainOfPipeline(members: readonly Process[]): readonly Process[] {
  const real = members.map(mainOf).find((main) => !main.every(isAccessory));
  return real ?? (members[0] ? mainOf(members[0]) : []);
}

function backgroundOf(process: Process): readonly Process[] {
  const { body, adopted } = process;
  const own = adopted.flatMap(mainOf);
  if (body.kind === 'program') return own;
  if (body.kind === 'forwarder') return [...own, ...startedBy(body).flatMap(backgroundOf)];
  const { blocked, state } = body.station;
  const jobs = state.jobs.flatMap((job) => [...mainOf(job.process), ...backgroundOf(job.process)]);
  const front = blocked.on === 'foreground' ? blocked.processes.flatMap(backgroundOf) : [];
  return [...own, ...jobs, ...front];
}
