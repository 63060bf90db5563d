import type { Process } from '../process.ts';
import { workloads } from '../stop/workloads.ts';

/** Names by which people call what does one thing and ends. */
const oneShot =
  /(init|setup|migrat|seed|wait|configure|create|import|install|prepare|bootstrap|register|check)/i;

/** The background jobs that are services of their own: no tool, no script that was not read, nothing that ends soon. */
export function backgroundServices(jobs: readonly Process[]): readonly Process[] {
  return jobs
    .filter((job) => job.lifetime !== 'short')
    .flatMap((job) => workloads(job))
    .filter(isService);
}

function isService({ body, argv }: Process): boolean {
  if (body.kind !== 'program' || body.accessory || body.reaction === 'opaque') return false;
  return !isToolByName(argv);
}

/** Whether a command is called as people call what does one thing and ends. */
export function isToolByName(argv: readonly string[]): boolean {
  return argv.slice(0, 3).some((word) => oneShot.test(word));
}
