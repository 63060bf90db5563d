/** What a file holds, as far as it may be read. */
export type FileContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary' }
  /** Not readable, too large, not UTF-8: why, as it follows "it": "is not UTF-8 text". */
  | { readonly kind: 'unreadable'; readonly reason: string };

/** What stands at a path of the build context. */
export type ContextEntry =
  | {
      readonly kind: 'file';
      /** As findings and edits name it. */
      readonly name: string;
      /** Reads it, once. */
      readonly read: () => FileContent;
      /** Null where the file system does not tell. */
      readonly executable: boolean | null;
    }
  | { readonly kind: 'folder' }
  | { readonly kind: 'link'; readonly target: string }
  /** Nothing that a builder would get, and why: "docker/x.sh is not there". */
  | { readonly kind: 'absent'; readonly reason: string };

/**
 * The files that a builder is given. Paths are relative to its root, with `/` between folders, without `.` and `..`; the
 * root itself is ``. Reading never throws and never leaves the root; what is ignored is absent.
 */
export interface BuildContext {
  /** The root as messages name it. */
  readonly root: string;
  /** Why this folder was taken for the root when nobody named it; null when there is nothing to say. */
  readonly note: string | null;
  /** What stands at a path; links in the middle of it are followed, the last one only when asked for. */
  entry(path: string, links: 'follow' | 'show'): ContextEntry;
  /** The names in a folder, in order; empty when it is none. */
  list(path: string): readonly string[];
}

/** A context of which nothing is known: every path is absent for the same reason. */
export function unknownContext(reason: string): BuildContext {
  return {
    root: '',
    note: null,
    entry: () => ({ kind: 'absent', reason }),
    list: () => [],
  };
}

/** The context with other texts for some of its files, by the names that findings use. */
export function withTexts(context: BuildContext, texts: ReadonlyMap<string, string>): BuildContext {
  if (texts.size === 0) return context;
  return {
    ...context,
    entry: (path, links) => {
      const entry = context.entry(path, links);
      const text = entry.kind === 'file' ? texts.get(entry.name) : undefined;
      return entry.kind !== 'file' || text === undefined
        ? entry
        : { ...entry, read: () => ({ kind: 'text', text }) };
    },
  };
}

/** The context, telling which texts are read. */
export function watchTexts(context: BuildContext, seen: (name: string, text: string) => void): BuildContext {
  return {
    ...context,
    entry: (path, links) => {
      const entry = context.entry(path, links);
      if (entry.kind !== 'file') return entry;
      const read = (): FileContent => {
        const content = entry.read();
        if (content.kind === 'text') seen(entry.name, content.text);
        return content;
      };
      return { ...entry, read };
    },
  };
}
