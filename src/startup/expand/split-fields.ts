/** A piece of a word after expansion. */
export interface Segment {
  /** Null: not known. */
  readonly text: string | null;
  /** Its characters mean themselves: no splitting, no wildcards. */
  readonly quoted: boolean;
  /** It came from an expansion, so that it is split where it is not quoted. */
  readonly expanded: boolean;
  /** A new field begins here: the next element of `"$@"`. */
  readonly breaks?: true;
  /** What it is shown as where it is not known. */
  readonly shown?: string;
  /** Where it is not known: it may be any number of fields. */
  readonly many?: true;
}

/** One field of a word: its pieces, in order. */
export type Field = readonly Segment[];

/**
 * Splits the pieces of a word into fields, as a shell does at the characters of IFS.
 *
 * @param separators the value of IFS; null when it is not known: nothing is split then, and what would be is unknown.
 */
export function splitFields(segments: readonly Segment[], separators: string | null): readonly Field[] {
  const fields: Segment[][] = [];
  let field: Segment[] | null = null;
  const add = (segment: Segment): void => {
    field = [...(field ?? []), segment];
  };
  const close = (): void => {
    if (field) fields.push(field);
    field = null;
  };
  for (const segment of segments) {
    if (segment.breaks) close();
    const splits = segment.expanded && !segment.quoted;
    if (!splits) {
      if (segment.text !== '' || segment.quoted) add(segment);
    } else if (segment.text === null) add(segment);
    else if (separators === null) add({ ...segment, text: null });
    else {
      for (const piece of cut(segment.text, separators)) {
        if (piece === null) close();
        else if (piece === '') field ??= [{ ...segment, text: '' }];
        else add({ ...segment, text: piece });
      }
    }
  }
  close();
  return fields;
}

/** The pieces of a text between separators; null stands for an end of a field. */
function cut(text: string, separators: string): readonly (string | null)[] {
  const pieces: (string | null)[] = [];
  let piece = '';
  const flush = (): void => {
    if (piece !== '') pieces.push(piece);
    piece = '';
  };
  const isBlank = (character: string): boolean => separators.includes(character) && /[ \t\n]/.test(character);
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (!separators.includes(character)) {
      piece += character;
      continue;
    }
    const started = piece !== '';
    flush();
    while (isBlank(text.charAt(at)) && isBlank(text.charAt(at + 1))) at += 1;
    const hard = isBlank(text.charAt(at)) ? isHard(text.charAt(at + 1), separators) : true;
    if (hard && isBlank(text.charAt(at))) at += 1;
    // A separator that is no blank ends a field also where nothing stands before it.
    if (hard && !started) pieces.push('');
    pieces.push(null);
    while (hard && isBlank(text.charAt(at + 1))) at += 1;
  }
  flush();
  return pieces;
}

function isHard(character: string, separators: string): boolean {
  return character !== '' && separators.includes(character) && !/[ \t\n]/.test(character);
}
