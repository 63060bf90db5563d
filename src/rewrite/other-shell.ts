import type { Fix } from '../contract/finding.ts';
import { firstMistake } from '../shell/mistake.ts';
import { parseShell } from '../shell/parse.ts';
import type { MetMistake } from '../startup/evaluate/shell-state.ts';
import type { ImageModel } from '../startup/model.ts';
import { sourceSpan } from '../text/mapped-text.ts';

/** A first line that lets `sh` run a script: what stands before the shell's name, and the name. */
const shLine = /^(#![ \t]*(?:\S*\/env[ \t]+(?:-S[ \t]+)?)?(?:\S*\/)?)(sh|dash|ash)(?=[ \t\r\n]|$)/;

/** Lets bash run a script that has syntax of bash, where bash is in the image and can read it. */
export function otherShell({ source, shell }: MetMistake, { base }: ImageModel): readonly Fix[] {
  const { text } = source.text;
  const [, before, name] = shLine.exec(text) ?? [];
  const bash = base.bash;
  if (source.file === null || before === undefined || name === undefined || shell === 'bash') return [];
  if (bash.implementation !== 'bash' || firstMistake(parseShell(text), bash) !== null) return [];
  const span = sourceSpan(source.text, { start: before.length, end: before.length + name.length });
  return [
    {
      title: 'let bash run the script',
      safety: 'unsafe',
      edits: [{ file: source.file, span, newText: 'bash' }],
    },
  ];
}
