import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
// Its `crc32` came with Node 20.15.
import * as zlib from 'node:zlib';

/**
 * What V8 made of the bundle in an earlier run, so that it need not be parsed and compiled again.
 *
 * V8 itself refuses code of another version or other flags, but neither checks the text it was made from (only its
 * length) nor whether the code came through whole; the folder's name and the checksum do.
 */
export interface CodeCache {
  /** Null: there is none that can be used. */
  read(): CachedCode | null;
  /** Keeps `code`, or says nothing and keeps nothing where that cannot be done. */
  write(code: CachedCode): void;
}

export interface CachedCode {
  readonly data: Buffer;
  /** It comes from a run that reported findings, so it covers all that an ordinary run needs. */
  readonly whole: boolean;
}

/** Folders of other versions that are left in peace; older ones are removed. */
const keptVersions = 8;
const checksumLength = 4;

/** The folder where a person's caches go, from the environment; null: there is no such place, or it is not wanted. */
export function cacheHome(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | null {
  // Node's own way to say that compiled code is not to be kept.
  if (env.NODE_DISABLE_COMPILE_CACHE) return null;
  if (env.XDG_CACHE_HOME) return env.XDG_CACHE_HOME;
  if (platform === 'win32') return env.LOCALAPPDATA || null;
  return env.HOME ? join(env.HOME, '.cache') : null;
}

/**
 * The cache in `folder`, which belongs to one bundle on one version of Node. Never throws: a folder that cannot be
 * read or written is one without a cache.
 */
export function codeCache(folder: string): CodeCache {
  const file = (whole: boolean) => join(folder, whole ? 'whole' : 'part');
  return {
    read: () => readChecked(file(true), true) ?? readChecked(file(false), false),
    write: ({ data, whole }) => {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeChecked(file(whole), data);
        removeOldest(dirname(folder));
      } catch {
        // The next run compiles again.
      }
    },
  };
}

function readChecked(path: string, whole: boolean): CachedCode | null {
  try {
    const content = readFileSync(path);
    const data = content.subarray(checksumLength);
    return content.readUInt32LE(0) === zlib.crc32(data) ? { data, whole } : null;
  } catch {
    return null;
  }
}

function writeChecked(path: string, data: Buffer): void {
  const checksum = Buffer.alloc(checksumLength);
  checksum.writeUInt32LE(zlib.crc32(data));
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, Buffer.concat([checksum, data]), { mode: 0o600 });
  renameSync(temporary, path);
}

function removeOldest(home: string): void {
  const folders = readdirSync(home)
    .map((name) => ({ path: join(home, name), time: statSync(join(home, name)).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  for (const { path } of folders.slice(keptVersions)) rmSync(path, { recursive: true, force: true });
}
