import { daemonStarted } from '../../src/knowledge/services.ts';
import { daemonText } from '../../src/rewrite/daemon-text.ts';
import { quoted } from '../../src/rewrite/quoted.ts';
import { type CommandList, literalWord, type ShellNode } from '../../src/shell/syntax.ts';
import { backgroundServices } from '../../src/startup/launch/background-services.ts';
import type { Process, ShellBody } from '../../src/startup/process.ts';
import { startPath } from '../../src/startup/stop/start-path.ts';
import { workloads } from '../../src/startup/stop/workloads.ts';

/** A service that can die while the container lives on, and what keeps the container up. */
export interface Unwatched {
  readonly how: 'beside' | 'daemon' | 'together';
  /** As a message names it. */
  readonly service: string;
  readonly front: readonly string[];
}

/** Finds a service that nobody watches; null where there is one service, or somebody who waits for any of them. */
export function unwatched(root: Process): Unwatched | null {
  const found = find(root);
  // What goes into the background as the last command keeps nothing up.
  return found === null || daemonStarted(found.front) !== null ? null : found;
}

function find(root: Process): Unwatched | null {
  const { last } = startPath(root);
  const daemon = daemons(last)[0];
  if (last.body.kind === 'program') return besides(last.adopted, daemon, last.argv);
  return last.body.kind === 'shell' ? belowShell(last.body, daemon) : null;
}

/** What runs beside the program in front: a job of the shell, or what a command has left there. */
function besides(
  jobs: readonly Process[],
  daemon: readonly string[] | undefined,
  front: readonly string[],
): Unwatched | null {
  const [job] = backgroundServices(jobs);
  if (job) return { how: job.detached ? 'daemon' : 'beside', service: serviceText(job), front };
  return daemon ? { how: 'daemon', service: quoted(daemon), front } : null;
}

function serviceText(job: Process): string {
  return job.detached ? daemonText(job) : quoted(job.argv);
}

function belowShell({ station }: ShellBody, daemon: readonly string[] | undefined): Unwatched | null {
  const { blocked, state } = station;
  const jobs = state.jobs.map(({ process }) => process);
  if (blocked.on === 'spin' || (blocked.on === 'wait' && blocked.until === 'any')) return null;
  if (blocked.on === 'foreground') {
    const front = blocked.processes[0];
    // A script that the text starts has services of its own.
    return front ? (besides(jobs, daemon, mainOf(front)) ?? find(front)) : null;
  }
  const waited = backgroundServices(jobs.filter(({ pid }) => blocked.pids.includes(pid)));
  const [service, other] = waited;
  if (service && other) return { how: 'together', service: quoted(service.argv), front: other.argv };
  const others = jobs.filter(({ pid }) => !blocked.pids.includes(pid));
  return service ? besides(others, daemon, service.argv) : null;
}

function mainOf(front: Process): readonly string[] {
  return workloads(front)[0]?.argv ?? front.argv;
}

/** Services that commands of the shell, or of those that gave way to this process, put into the background. */
function daemons({ body, replaced }: Process): readonly (readonly string[])[] {
  const own = body.kind === 'shell' ? [body.context.program] : [];
  const programs = [...replaced.map(({ context }) => context.program), ...own];
  return programs.flatMap(({ lines }) => lines.flatMap(inList));
}

function inList({ items }: CommandList): readonly (readonly string[])[] {
  return items.flatMap(({ node, background }) => (background ? [] : inNode(node)));
}

function inNode(node: ShellNode): readonly (readonly string[])[] {
  if (node.kind === 'and-or') return [node.first, ...node.rest.map((one) => one.node)].flatMap(inNode);
  if (node.kind === 'group') return inList(node.body);
  if (node.kind !== 'simple') return [];
  const words = node.words.map((word) => literalWord(word) ?? '');
  const name = daemonStarted(words);
  return name === null ? [] : [words];
}
