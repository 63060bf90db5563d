import { defineRule } from '../../src/contract/rule.ts';
import { ownSettings } from '../../src/rewrite/start-place.ts';
import { execFormRewrite } from '../../src/rewrite/start-rewrites.ts';

export const rule = defineRule({
  code: 'PID112',
  name: 'no-shell-in-image',
  severity: 'error',
  summary: 'shell form (or a `#!/bin/sh` script) in an image without a shell',
  fixes: ['safe', 'unsafe'],
  since: '0.1.0',
  messages: {
    'no-shell': '{keyword} needs {shell}, which {base} does not have: the container cannot start',
  },
  check(image, file) {
    // A shell that is not in a base image with /bin/sh may have been installed since.
    if (image.base.sh.implementation !== 'none' || image.shell.implementation !== 'none') return [];
    return ownSettings(image.config).flatMap((setting) => {
      const { by, form, shell } = setting;
      if (!by || form?.kind !== 'shell' || form.notExec) return [];
      return {
        place: { file: file.path, span: by.argumentsSpan },
        message: 'no-shell' as const,
        args: { keyword: by.keyword, shell: shell?.[0] ?? '/bin/sh', base: image.baseImage },
        startup: null,
        fixes: execFormRewrite(setting, image, file),
      };
    });
  },
});
