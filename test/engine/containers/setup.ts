import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildToolbox, removeToolbox } from '../../kernel/toolbox.ts';
import { makeBaseImages } from './base-images.ts';
import { openEngineRoom } from './engine-room.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the engine room with the base images in it. */
    room: string;
  }
}

/**
 * Makes the engine room and its base images before the tests and removes it after them. A folder that
 * PID1_LINT_ENGINE_ROOM names is kept, and used again by the next run.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const kept = process.env.PID1_LINT_ENGINE_ROOM;
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'pid1-lint-engine-'));
  mkdirSync(folder, { recursive: true });
  const toolbox = await buildToolbox();
  makeBaseImages(openEngineRoom(folder), toolbox.app);
  project.provide('room', folder);
  return async () => {
    await removeToolbox(toolbox);
    if (kept !== undefined) return;
    // What is still mounted would keep the folder from being removed; mostly nothing is.
    spawnSync('umount', ['--quiet', '--recursive', join(folder, 'storage', 'overlay')]);
    rmSync(folder, { recursive: true, force: true });
  };
}
