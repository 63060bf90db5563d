import { defineRule } from '../../src/contract/rule.ts';
import { ownSettings } from '../../src/rewrite/start-place.ts';
import { validJson } from '../../src/rewrite/valid-json.ts';

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
    return ownSettings(image.config).flatMap(({ by, form }) => {
      if (!by || form?.kind !== 'shell' || !form.notExec) return [];
      const { reason, span } = form.notExec;
      return {
        place: { file: file.path, span },
        message: reason,
        args: { keyword: by.keyword, consequence: 'Docker takes the whole of it as text for the shell' },
        startup: null,
        fixes: validJson(by, form, file),
      };
    });
  },
});
