import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * What V8 made of the bundle in an earlier run, so that it need not be parsed and compiled again.
 *
 * V8 itself refuses code of another version or other flags, but neither checks the text it was made from (only its
 * length) nor whether the code came through whole. The folder's name does the one. For the other a file holds the code
 * twice: comparing takes a tenth of the time of a checksum in JavaScript, or of loading Node's zlib for its `crc32`.
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
/** How such a folder is called: what is called otherwise is not ours to remove. */
const cacheName = /^[0-9a-f]{16}-v\d+\.\d+\.\d+[\w.-]*-[a-z0-9]+$/;
/** How much of the second copy is held at once, in bytes. */
const compared = 65_536;

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
    read: () => readTwice(file(true), true) ?? readTwice(file(false), false),
    write: ({ data, whole }) => {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeTwice(file(whole), data);
        removeOldest(dirname(folder));
      } catch {
        // The next run compiles again.
      }
    },
  };
}

function readTwice(path: string, whole: boolean): CachedCode | null {
  try {
    const file = openSync(path, 'r');
    try {
      const stats = fstatSync(file);
      const data = isOurs(stats) ? read(file, 0, stats.size / 2) : null;
      return data !== null && isSame(data, file) ? { data, whole } : null;
    } finally {
      closeSync(file);
    }
  } catch {
    return null;
  }
}

/** Code that somebody else could have written is not run; root may have prepared it. Windows has neither owner nor mode. */
function isOurs({ uid, mode }: Stats): boolean {
  if (process.geteuid === undefined) return true;
  return (uid === process.geteuid() || uid === 0) && (mode & 0o022) === 0;
}

/** Whether what follows in the file is `data` once more. */
function isSame(data: Buffer, file: number): boolean {
  for (let at = 0; at < data.length; at += compared) {
    const part = data.subarray(at, at + compared);
    const again = read(file, data.length + at, part.length);
    if (again === null || !again.equals(part)) return false;
  }
  return true;
}

/** Null: the file is shorter. */
function read(file: number, from: number, length: number): Buffer | null {
  // Memory of its own is aligned as V8 wants it; it would copy what is not.
  const bytes = Buffer.allocUnsafeSlow(length);
  return readSync(file, bytes, 0, length, from) === length ? bytes : null;
}

function writeTwice(path: string, data: Buffer): void {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, Buffer.concat([data, data]), { mode: 0o600 });
  renameSync(temporary, path);
}

function removeOldest(home: string): void {
  const folders = readdirSync(home)
    .filter((name) => cacheName.test(name))
    .map((name) => ({ path: join(home, name), time: statSync(join(home, name)).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  for (const { path } of folders.slice(keptVersions)) rmSync(path, { recursive: true, force: true });
}
