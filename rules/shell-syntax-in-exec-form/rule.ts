import { defineRule } from '../../src/contract/rule.ts';
import { shellSyntax } from '../../src/rewrite/shell-syntax.ts';
import { ownSettings } from '../../src/rewrite/start-place.ts';
import { wrapInShell } from '../../src/rewrite/wrap-in-shell.ts';

export const rule = defineRule({
  code: 'PID111',
  name: 'shell-syntax-in-exec-form',
  severity: 'error',
  summary: '`$VAR`, `&&`, `>`, `~`, globs inside exec form, which no shell will interpret',
  fixes: ['safe'],
  since: '0.1.0',
  messages: {
    variable: '{word} is not replaced in exec form: the program gets these characters themselves',
    operator: '{word} does nothing in exec form: the program gets it as an argument',
    tilde: '{word} is not replaced in exec form: `~` means the home directory to a shell only',
    glob: '{word} is not expanded in exec form: the program gets the pattern itself',
    words:
      '{word} is one word in exec form: the engine looks for a program of that whole name, and the container cannot start',
  },
  check(image, file) {
    return ownSettings(image.config).flatMap((setting) => {
      if (setting.form?.kind !== 'exec') return [];
      const found = shellSyntax(setting, image);
      const first = found[0];
      if (!first) return [];
      return {
        place: { file: file.path, span: first.element.span },
        message: first.kind,
        args: { word: `\`${first.element.value.text}\`` },
        startup: null,
        fixes: wrapInShell(setting, found, image, file),
      };
    });
  },
});
