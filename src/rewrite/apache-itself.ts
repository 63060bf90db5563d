import type { Edit, Fix } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import { programName } from '../knowledge/programs.ts';
import type { ImageModel } from '../startup/model.ts';
import type { Origin, Process } from '../startup/process.ts';
import { jsonString } from './exec-form-text.ts';
import { mayExec } from './may-exec.ts';
import { replaceArguments } from './replace-arguments.ts';
import { ownSettings } from './start-place.ts';
import { textEdit } from './text-edit.ts';

/** What Debian's apache2ctl does before it runs apache2: read in its source, 2.4.62. */
const debian = '. /etc/apache2/envvars && mkdir -p $APACHE_RUN_DIR $APACHE_LOCK_DIR && exec apache2';

/**
 * `apache2ctl -D FOREGROUND` as the httpd that it runs as its child, with the environment that Debian's script sets up
 * for it; elsewhere there is none to set up. What else the script does (a higher limit of open files) is lost.
 */
export function apacheItself(process: Process, image: ImageModel, file: RuleFile): readonly Fix[] {
  const [called = '', ...words] = process.argv;
  if (!/^apache2?ctl$/.test(programName(called))) return [];
  const isDebian = image.base.packageManager === 'apt-get';
  if (!isDebian && image.base.packageManager === null) return [];
  const origin = process.replaced.at(-1)?.origin ?? process.origin;
  const edits = origin
    ? inText(origin, called, isDebian ? debian : 'exec httpd')
    : inExecForm(process, isDebian ? ['/bin/sh', '-c', [debian, ...words].join(' ')] : ['httpd', ...words], {
        image,
        file,
      });
  const title = isDebian
    ? `run apache2 itself, with the environment that ${programName(called)} gives it`
    : 'run httpd itself';
  return edits ? [{ title, safety: 'unsafe', edits }] : [];
}

function inText(origin: Origin, called: string, command: string): readonly Edit[] | null {
  const { node, state } = origin;
  const [first] = node.words;
  const name = node.words.find(({ source }) => source === called);
  const execs = first?.source === 'exec' && name === node.words[1];
  if (!first || !name || (name !== first && !execs)) return null;
  if (!execs && mayExec(origin) === null) return null;
  // Behind `||` the `&&` of the text would belong to what stands before it.
  const before = state.source.text.text.slice(0, first.span.start).trimEnd();
  if (before.endsWith('||') || node.assignments.length > 0) return null;
  const edit = textEdit(state.source, { start: first.span.start, end: name.span.end }, command);
  return edit && [edit];
}

function inExecForm(
  { argv }: Process,
  words: readonly string[],
  { image, file }: { readonly image: ImageModel; readonly file: RuleFile },
): readonly Edit[] | null {
  if (argv.some((word) => /[^\w./=:+-]/.test(word))) return null;
  for (const { by, form, argv: own } of ownSettings(image.config)) {
    if (!by || form?.kind !== 'exec') continue;
    if (own.join('\0') === argv.join('\0')) return replaceArguments(by, words, file);
    // Below an init, in the same exec form.
    const at = form.elements.findIndex(({ value }) => value.text === argv[0]);
    const [first, last] = [form.elements[at], form.elements.at(-1)];
    const rest = form.elements.slice(at).map(({ value }) => value.text);
    if (!first || !last || rest.join('\0') !== argv.join('\0')) continue;
    const newText = words.map(jsonString).join(', ');
    return [{ file: file.path, span: { start: first.span.start, end: last.span.end }, newText }];
  }
  return null;
}
