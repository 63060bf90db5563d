import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedFiles } from './generated-files.ts';
import { loadRooms } from './rooms.ts';

/** Writes every generated file below `root`; returns the exit status. */
export async function main(root: string): Promise<number> {
  const rooms = await loadRooms(root);
  for (const [path, text] of generatedFiles(rooms, (path) => readFileSync(join(root, path), 'utf8'))) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return 0;
}
