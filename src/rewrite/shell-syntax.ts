import type { CommandSetting } from '../dockerfile/image-config.ts';
import type { ExecElement } from '../dockerfile/instruction.ts';
import { programName } from '../knowledge/programs.ts';
import type { ImageModel } from '../startup/model.ts';

/** A word of an exec form that only a shell would understand. */
export interface ShellSyntax {
  readonly element: ExecElement;
  readonly index: number;
  readonly kind: 'variable' | 'operator' | 'tilde' | 'glob' | 'words';
}

const operator = /^(&&|\|\|?|;|&|\d*>{1,2}|\d*<|&>|\d*>{1,2}&?[/\w.-]+|2>&1|\d*<[/\w.-]+)$/;

/** Programs that expand variables in their arguments themselves, or take a program text as one. */
const ownLanguage =
  /^((ba|da|a|z|k)?sh|busybox|env|awk|gawk|sed|perl|ruby|node|python[\d.]*|php|expect|tclsh|lua|jq|envsubst|dockerize|gomplate|confd|eval|find|psql|mysql|su|runuser|npm|yarn|pnpm|xargs|parallel|watch|make|scl|cmd|cmd\.exe|powershell(\.exe)?|pwsh)$/i;

/** The words of an exec form that the author meant for a shell. */
export function shellSyntax(setting: CommandSetting, image: ImageModel): readonly ShellSyntax[] {
  const form = setting.form;
  if (form?.kind !== 'exec' || takesProgramText(setting, image)) return [];
  return form.elements.flatMap((element, index) => {
    const kind = kindOf(element.value.text, index, setting, image);
    return kind ? [{ element, index, kind }] : [];
  });
}

/** Whether some word in front could make sense of shell syntax after it. */
function takesProgramText({ argv }: CommandSetting, { argv: all }: ImageModel): boolean {
  const words = all.length > 0 ? all : argv;
  return words.some((word, index) => ownLanguage.test(programName(word)) && index < words.length - 1 && !/^(node|python[\d.]*|php|perl|ruby|npm|yarn|pnpm|make)$/.test(programName(word)));
}

function kindOf(word: string, index: number, setting: CommandSetting, image: ImageModel): ShellSyntax['kind'] | null {
  if (index > 0 && operator.test(word)) return 'operator';
  if (isVariable(word)) return 'variable';
  if (/^~(\/|$)/.test(word)) return 'tilde';
  if (/(^|\/)[\w.-]*\*[\w.-]*$/.test(word) && /[/.]/.test(word) && !/[\\^$()]/.test(word) && index > 0 && /\*\.\w|\/\S*\*/.test(word)) return 'glob';
  const first = index === 0 && setting === (image.config.entrypoint ?? setting);
  if (first && setting.argv.length === 1 && / /.test(word.trim()) && !/\/[^/ ]* [^/]*\//.test(word)) return 'words';
  return null;
}

/** `$NAME` or `${NAME…}` with a name as environment variables have it; `$1` and `$$` are not ours to judge. */
function isVariable(word: string): boolean {
  return /(^|[^\\$])\$(\{[A-Z_][A-Z0-9_]*([:?+=-][^}]*)?\}|[A-Z_][A-Z0-9_]*)/.test(word);
}
