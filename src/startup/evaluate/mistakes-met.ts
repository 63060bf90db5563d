import type { Process } from '../process.ts';
import type { MetMistake, ShellNote } from './shell-state.ts';

/** A note of a mistake. */
export type MistakeNote = ShellNote & { readonly mistake: MetMistake };

/** The mistakes in its text that a shell which has ended, or the shell below an init, stumbled over. */
export function mistakesMet(process: Process | null): readonly MistakeNote[] {
  let at = process;
  while (at?.body.kind === 'forwarder') at = at.body.child;
  const notes = at?.body.kind === 'program' && at.lifetime === 'short' ? (at.body.notes ?? []) : [];
  return notes.filter((note): note is MistakeNote => note.mistake !== undefined);
}
