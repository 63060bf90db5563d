/** A hash of a text that is the same everywhere and for ever: FNV-1a of 64 bits over its UTF-16 units, as 16 hex digits. */
export function hash(text: string): string {
  let value = 0xcbf29ce484222325n;
  for (let at = 0; at < text.length; at += 1) {
    value = BigInt.asUintN(64, (value ^ BigInt(text.charCodeAt(at))) * 0x100000001b3n);
  }
  return value.toString(16).padStart(16, '0');
}
