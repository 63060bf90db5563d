import { fixedMapped, joinMapped } from '../../text/mapped-text.ts';
import { looseSource } from '../evaluate/shell-state.ts';
import type { TextFile } from './image-file.ts';
import { withUnixLines } from './run-text.ts';

/** The file with its carriage returns taken out. */
export function unixFile(file: TextFile): TextFile {
  return { ...file, source: { ...file.source, text: withUnixLines(file.source.text) } };
}

/** Sources one after the other; from several files they stand in none. */
export function joinSources(parts: readonly TextFile['source'][]): TextFile['source'] {
  const telling = parts.filter(({ text }) => text.text !== '');
  const [first] = telling;
  if (first === undefined)
    return { file: parts[0]?.file ?? null, text: fixedMapped('', { start: 0, end: 0 }) };
  if (telling.length === 1) return first;
  if (first.file !== null && telling.every(({ file }) => file === first.file)) {
    return { file: first.file, text: joinMapped(telling.map(({ text }) => text)) };
  }
  return looseSource(telling.map(({ text }) => text.text).join(''));
}
