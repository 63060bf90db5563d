import type { Fix } from '../../src/contract/finding.ts';
import { defineRule, type RuleFile } from '../../src/contract/rule.ts';
import type { CommandSetting } from '../../src/dockerfile/image-config.ts';
import type { Instruction } from '../../src/dockerfile/instruction.ts';
import { handsOver } from '../../src/rewrite/hands-over.ts';
import { onlyCommand } from '../../src/rewrite/plain-words.ts';
import { named, quoted } from '../../src/rewrite/quoted.ts';
import { isVariable } from '../../src/rewrite/shell-syntax.ts';
import { ownSettings } from '../../src/rewrite/start-place.ts';
import { type ShellForm, validJson } from '../../src/rewrite/valid-json.ts';
import { withVariables } from '../../src/rewrite/wrap-in-shell.ts';
import { parseShell } from '../../src/shell/parse.ts';
import { literalWord } from '../../src/shell/syntax.ts';
import type { ImageModel } from '../../src/startup/model.ts';

export const rule = defineRule({
  code: 'PID110',
  name: 'broken-exec-form',
  severity: 'error',
  summary: 'looks like exec form, is not valid JSON, so Docker runs it through the shell',
  fixes: ['safe'],
  since: '0.1.0',
  messages: {
    'single-quotes': '{keyword} looks like exec form, but JSON strings take double quotes: {consequence}',
    'typographic-quotes':
      '{keyword} looks like exec form, but these quotes are not the JSON ones: {consequence}',
    'unquoted-word': '{keyword} looks like exec form, but this word has no quotes: {consequence}',
    'trailing-comma':
      '{keyword} looks like exec form, but JSON allows no comma after the last string: {consequence}',
    'missing-comma': '{keyword} looks like exec form, but a comma is missing here: {consequence}',
    'text-after': '{keyword} looks like exec form, but something follows the closing bracket: {consequence}',
    'not-closed': '{keyword} looks like exec form, but is not closed: {consequence}',
    'not-strings': '{keyword} looks like exec form, but only strings are allowed in it: {consequence}',
    'bad-escape': '{keyword} looks like exec form, but this is no escape of JSON: {consequence}',
    other: '{keyword} looks like exec form, but is not valid JSON: {consequence}',
  },
  check(image, file) {
    return ownSettings(image.config).flatMap((setting) => {
      const { by, form } = setting;
      if (!by || form?.kind !== 'shell' || !form.notExec) return [];
      const { reason, span } = form.notExec;
      return {
        place: { file: file.path, span },
        message: reason,
        args: { keyword: by.keyword, consequence: consequence(setting, image) },
        startup: null,
        fixes: meantFixes(by, form, image, file),
      };
    });
  },
});

/** What was meant, as JSON; with variables, for a shell, which behind an ENTRYPOINT would be arguments. */
function meantFixes(by: Instruction, form: ShellForm, image: ImageModel, file: RuleFile): readonly Fix[] {
  const { meant } = form.notExec ?? {};
  if (!meant?.some(isVariable)) return validJson(by, form, file);
  return by.keyword === 'ENTRYPOINT' || handsOver(image) ? withVariables(by, meant, file) : [];
}

/** What becomes of the text: the shell's first word is the bracket with what stands next to it. */
function consequence({ argv }: CommandSetting, { config }: ImageModel): string {
  const entrypoint = config.entrypoint?.argv ?? [];
  if (config.entrypoint?.argv !== argv && entrypoint.length > 0) {
    return `Docker gives ${named(entrypoint)} \`/bin/sh\`, \`-c\` and the whole of it as arguments`;
  }
  const [word] = onlyCommand(parseShell(argv.at(-1) ?? ''))?.words ?? [];
  const called = word && (literalWord(word) ?? word.source.replace(/["']/g, ''));
  if (called === undefined) return 'Docker takes the whole of it as text for the shell';
  const what =
    called === '[' ? 'takes it for its test command `[`' : `looks for a program called ${quoted([called])}`;
  return `Docker takes it as text for the shell, which ${what}, and the container ends at once`;
}
