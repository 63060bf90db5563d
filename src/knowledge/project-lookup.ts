import { addedAfter, joinMapped } from '../text/mapped-text.ts';
import type { OptionWord } from './read-options.ts';
import { optionValue } from './read-options.ts';
import type { Inner, ProjectAnswer, ProjectProcess, Surroundings, TextPlace } from './started.ts';
import type { Takes } from './starter-data.ts';
import { unseenName } from './unseen.ts';

/**
 * What a file of the project says that a name starts.
 *
 * @param script the name; null for what is started when none is named
 * @param more arguments behind it, as shell text
 */
export type Project = (script: string | null, more?: string) => readonly Inner[];

const notAtHand: ProjectAnswer = { kind: 'unread', because: 'the files of the project are not at hand' };

/** The look-up of a tool that is given these options. */
export function lookUp(
  tool: string,
  { shell = 'sh', folder, file, inner, beside, prefix, foreground = [] }: Takes,
  options: readonly OptionWord[],
  { project }: Surroundings,
): Project {
  const directory = optionValue(options, folder);
  const from = optionValue(options, file);
  return (name, more = '') => {
    // An option whose value is not known may name any folder.
    const known = directory !== null && from !== null;
    const query = { tool, name, directory: directory ?? null, file: from ?? null };
    const answer = known ? (project?.(query) ?? notAtHand) : notAtHand;
    const what = name === null ? unseenName(tool) : `${tool} script ${name}`;
    if (answer.kind !== 'texts') {
      return [{ kind: 'unknown', what, because: answer.because, absent: answer.kind === 'absent' }];
    }
    const processes = prefix === undefined ? answer.processes : answer.processes.map(prefixed(prefix));
    return processes.map(({ texts, sources, stop, directory: own }) => ({
      kind: 'script',
      tool,
      name: name ?? '',
      texts: more === '' ? texts : [...texts.slice(0, -1), `${texts.at(-1) ?? ''} ${more}`],
      ...(sources && { sources: more === '' ? sources : withArguments(sources, more) }),
      shell: inner === 'folder' || beside ? 'none' : shell === 'login' ? 'sh' : shell,
      directory: own ?? directory ?? null,
      stop,
      background: answer.background === true && !options.some((option) => foreground.includes(option.name)),
    }));
  };
}

/** With what the tool puts in front of each text: it is then no text of its file any more. */
const prefixed =
  (prefix: string) =>
  ({ sources: _, ...process }: ProjectProcess): ProjectProcess => ({
    ...process,
    texts: process.texts.map((text) => `${prefix}${text}`),
  });

/** Arguments stand behind the last of the texts, and not in its file. */
function withArguments(sources: readonly (TextPlace | null)[], more: string): readonly (TextPlace | null)[] {
  const last = sources.at(-1);
  if (!last) return sources;
  const text = { ...joinMapped([last.text, addedAfter(last.text, ` ${more}`)]), end: last.text.end };
  return [...sources.slice(0, -1), { ...last, text }];
}
