/** A file, link or folder of an archive. */
export interface TarEntry {
  /** Without `./` and slashes at its ends. */
  readonly path: string;
  readonly kind: 'file' | 'hard link' | 'link' | 'folder' | 'other';
  /** What a link leads to, as it is written; empty for others. */
  readonly target: string;
  readonly mode: number;
  readonly size: number;
  /** Null: it was not asked for. */
  readonly content: Uint8Array | null;
}

/** Takes an archive piece by piece. */
export interface TarReader {
  push(chunk: Uint8Array): void;
}

const blockSize = 512;
const kinds: Readonly<Record<string, TarEntry['kind']>> = {
  '0': 'file',
  '\0': 'file',
  '7': 'file',
  '1': 'hard link',
  '2': 'link',
  '5': 'folder',
};

/**
 * Reads a tar archive as it comes (POSIX pax and GNU long names). What is not asked for is not kept in memory.
 *
 * @param wants whether the content of a file is kept, by its path and size in bytes
 * @param onEntry called for each entry in the archive's order
 */
export function createTarReader(
  wants: (path: string, size: number) => boolean,
  onEntry: (entry: TarEntry) => void,
): TarReader {
  let rest: Uint8Array = new Uint8Array(0);
  let body: Body | null = null;
  let extra: ReadonlyMap<string, string> = new Map();

  const finish = ({ header, chunks, keep }: Body): void => {
    const content = keep ? Buffer.concat(chunks) : null;
    if (header.type === 'x') extra = new Map([...extra, ...paxRecords(content ?? new Uint8Array(0))]);
    else if (header.type === 'L') extra = new Map([...extra, ['path', text(content)]]);
    else if (header.type === 'K') extra = new Map([...extra, ['linkpath', text(content)]]);
    else if (header.type !== 'g') {
      const { path, type, target, mode, size } = header;
      const kind = kinds[type] ?? 'other';
      onEntry({ path, kind, target: kind.endsWith('link') ? target : '', mode, size, content });
      extra = new Map();
    }
  };
  const begin = (block: Uint8Array): Body | null => {
    const header = readHeader(block, extra);
    if (header === null) return null;
    const keep =
      isMeta(header.type) || ((kinds[header.type] ?? 'other') === 'file' && wants(header.path, header.size));
    return {
      header,
      chunks: [],
      keep,
      left: header.size,
      padding: (blockSize - (header.size % blockSize)) % blockSize,
    };
  };
  return {
    push: (chunk) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      for (;;) {
        if (body === null) {
          if (rest.length < blockSize) return;
          body = begin(rest.subarray(0, blockSize));
          rest = rest.subarray(blockSize);
          if (body === null) continue;
        }
        const taken = Math.min(body.left, rest.length);
        if (body.keep && taken > 0) body.chunks.push(rest.slice(0, taken));
        body.left -= taken;
        const skipped = body.left > 0 ? 0 : Math.min(body.padding, rest.length - taken);
        body.padding -= skipped;
        rest = rest.subarray(taken + skipped);
        if (body.left > 0 || body.padding > 0) return;
        finish(body);
        body = null;
      }
    },
  };
}

interface Header {
  readonly path: string;
  readonly type: string;
  readonly target: string;
  readonly mode: number;
  readonly size: number;
}

/** An entry whose content is coming. */
interface Body {
  readonly header: Header;
  readonly chunks: Uint8Array[];
  readonly keep: boolean;
  left: number;
  padding: number;
}

/** Null for the empty blocks at the end. */
function readHeader(block: Uint8Array, extra: ReadonlyMap<string, string>): Header | null {
  if (block[0] === 0) return null;
  const field = (start: number, length: number): string => text(block.subarray(start, start + length));
  const type = String.fromCharCode(block[156] ?? 0);
  const prefix = field(257, 5) === 'ustar' && field(257, 8) !== 'ustar  ' ? field(345, 155) : '';
  const name = prefix === '' ? field(0, 100) : `${prefix}/${field(0, 100)}`;
  return {
    path: cleaned(isMeta(type) ? name : (extra.get('path') ?? name)),
    type,
    target: extra.get('linkpath') ?? field(157, 100),
    mode: number(block.subarray(100, 108)),
    size: isMeta(type)
      ? number(block.subarray(124, 136))
      : Number(extra.get('size') ?? number(block.subarray(124, 136))),
  };
}

/** Entries that say something of the next one, or of all. */
function isMeta(type: string): boolean {
  return 'xgLK'.includes(type);
}

function cleaned(path: string): string {
  return path.replace(/^(\.?\/)+/, '').replace(/\/+$/, '');
}

/** Octal digits, or for large numbers bytes of which the first has its highest bit set. */
function number(field: Uint8Array): number {
  if (((field[0] ?? 0) & 0x80) === 0) return Number.parseInt(text(field).trim() || '0', 8);
  return field.subarray(1).reduce((value, byte) => value * 256 + byte, (field[0] ?? 0) & 0x7f);
}

function text(bytes: Uint8Array | null): string {
  const all = Buffer.from(bytes ?? []);
  const end = all.indexOf(0);
  return all.toString('utf8', 0, end === -1 ? all.length : end);
}

/** `LENGTH KEY=VALUE` lines, where the length counts the bytes of the whole line. */
function paxRecords(content: Uint8Array): ReadonlyMap<string, string> {
  const all = Buffer.from(content);
  const records = new Map<string, string>();
  for (let at = 0; at < all.length; ) {
    const space = all.indexOf(0x20, at);
    const length = Number(all.toString('latin1', at, space));
    if (space === -1 || !(length > 0)) break;
    const record = all.toString('utf8', space + 1, at + length - 1);
    const equals = record.indexOf('=');
    records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}
