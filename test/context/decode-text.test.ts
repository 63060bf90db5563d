import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/context/decode-text.ts';

function bytes(...parts: readonly (string | number)[]): Uint8Array {
  return Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from([part]))),
  );
}

describe('decodeText', () => {
  it.each([['plain'], ['\uFEFFFROM a\r\n'], ['héé \u{1F980} \uFFFD'], ['']])('keeps %j as it is', (text) => {
    expect(decodeText(bytes(text))).toEqual({ text });
  });

  it.each([
    ['a lone byte', bytes('FROM a\nCMD é', 0xff, 'x'), 'byte 0xFF at offset 13', 2, 6],
    ['a sequence that is cut short', bytes('ab', 0xe2, 0x82, '\n'), 'byte 0xE2 at offset 2', 1, 3],
    ['a sequence at the end of the file', bytes('ab\n', 0xc3), 'byte 0xC3 at offset 3', 2, 1],
    ['an overlong form', bytes(0xc0, 0xaf), 'byte 0xC0 at offset 0', 1, 1],
    ['a surrogate', bytes('a', 0xed, 0xa0, 0x80), 'byte 0xED at offset 1', 1, 2],
  ])('says where UTF-8 ends: %s', (_, content, where, line, column) => {
    expect(decodeText(content)).toEqual({
      problem: { message: `this is not UTF-8 text: ${where}`, position: { line, column } },
    });
  });

  it('tells a binary file by its first NUL byte', () => {
    expect(decodeText(bytes('\x7fELF\n', 0, 0xff))).toEqual({
      problem: { message: 'this is a binary file: it holds a NUL byte', position: { line: 2, column: 1 } },
    });
  });

  it.each([
    ['little', bytes(0xff, 0xfe, 'F', 0)],
    ['big', bytes(0xfe, 0xff, 0, 'F')],
  ])('knows UTF-16, %s endian', (_, content) => {
    expect(decodeText(content)).toEqual({
      problem: {
        message: 'this is UTF-16 text; a Dockerfile must be UTF-8',
        position: { line: 1, column: 1 },
      },
    });
  });

  it('refuses what is too large and takes what is just not', () => {
    expect(decodeText(Buffer.alloc(5 * 1024 * 1024, 'a'))).toEqual({
      problem: {
        message: 'a file of 5.0 MiB is too large for a Dockerfile; the limit is 1 MiB',
        position: { line: 1, column: 1 },
      },
    });
    expect(decodeText(Buffer.alloc(1024 * 1024, 'a'))).toEqual({ text: 'a'.repeat(1024 * 1024) });
  });
});
