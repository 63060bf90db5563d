/** A hash of a text that is the same everywhere and for ever: FNV-1a of 64 bits over its UTF-16 units, as 16 hex digits. */
export function hash(text: string): string {
  // The prime is 2^40 + 0x1b3; the value is held in two halves, whose products stay below 2^53.
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let at = 0; at < text.length; at += 1) {
    low = (low ^ text.charCodeAt(at)) >>> 0;
    const product = low * 0x1b3;
    high = (high * 0x1b3 + low * 0x100 + Math.floor(product / 0x100000000)) % 0x100000000;
    low = product >>> 0;
  }
  return [high, low].map((half) => half.toString(16).padStart(8, '0')).join('');
}
