import type { Edit, Fix } from '../contract/finding.ts';
import { placeOf } from '../startup/evaluate/step.ts';
import type { SourcePlace } from '../startup/model.ts';
import type { Origin } from '../startup/process.ts';
import { isCommandWord, mayExec } from './may-exec.ts';
import { isPackageJson } from './project-script.ts';

/**
 * `exec` before each command, in the text as it stands.
 *
 * @param origins the commands, those of outer shells first.
 * @param outer further commands of outer shells, which stay as they are.
 * @returns null when one of them must not be told to, or stands in no file.
 */
export function insertExec(origins: readonly Origin[], outer: readonly Origin[]): Fix | null {
  const edits = new Map<string, Edit>();
  let safety: Fix['safety'] = 'safe';
  for (const origin of origins) {
    const allowed = mayExec(origin);
    const edit = allowed && editFor(origin, [...outer, ...origins]);
    if (!edit) return null;
    if (allowed === 'unsafe' || isPackageJson(edit.file)) safety = 'unsafe';
    edits.set(`${edit.file}:${edit.span.start}`, edit);
  }
  if (edits.size === 0) return null;
  const all = [...edits.values()];
  const where = all.some(({ file }) => isPackageJson(file))
    ? ' in package.json, which cmd.exe on Windows does not know'
    : '';
  return { title: `tell the shell to \`exec\` the command${where}`, safety, edits: all };
}

function editFor(origin: Origin, all: readonly Origin[]): Edit | null {
  const bare = unquotedWord(origin, all);
  // `bash -c /start.sh`: with `exec` before it, it is two words and needs quotes.
  if (bare) return { ...bare, newText: `'exec ${origin.context.program.text}'` };
  const word = origin.node.words[0];
  if (word && isCommandWord(origin)) {
    const whole = placeOf(origin.state, word.span);
    return whole && { ...whole, newText: 'exec' };
  }
  const place = word && placeOf(origin.state, { start: word.span.start, end: word.span.start });
  return place ? { ...place, newText: 'exec ' } : null;
}

/** The whole text of a command's shell where it is one word without quotes in an outer shell's text. */
function unquotedWord({ context, state }: Origin, all: readonly Origin[]): SourcePlace | null {
  if (state.source.file !== null) return null;
  for (const outer of all) {
    const word = outer.node.words.find(({ source }) => source === context.program.text);
    const place = word && outer.context !== context ? placeOf(outer.state, word.span) : null;
    if (place) return place;
  }
  return null;
}
