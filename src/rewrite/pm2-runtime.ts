import type { Edit } from '../contract/finding.ts';
import { literalWord } from '../shell/syntax.ts';
import type { Process } from '../startup/process.ts';
import { everyProcess } from '../startup/stop/every-process.ts';
import { textEdit } from './text-edit.ts';

/**
 * `pm2 start app.js`, which leaves a daemon, as `exec pm2-runtime start app.js`, which stays in the foreground and takes the same
 * words; what follows it in the text, as a rule something that keeps the container up, is never reached then.
 */
export function pm2Runtime(shell: Process): readonly Edit[] | null {
  const daemons = everyProcess(shell).filter(({ detached }) => detached === true);
  const [daemon, ...others] = daemons;
  const { node, state } = daemon?.origin ?? {};
  const [called, verb] = node?.words ?? [];
  const name = called && literalWord(called);
  if (!state || !called || !verb || !name || others.length > 0 || literalWord(verb) !== 'start') return null;
  if (!/(^|\/)pm2$/.test(name) || (node?.assignments.length ?? 0) > 0) return null;
  const edit = textEdit(state.source, called.span, `exec ${name}-runtime`);
  return edit && [edit];
}
