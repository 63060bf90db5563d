import { defineRule } from '../../src/contract/rule.ts';
import { onePerPlace } from '../../src/rewrite/one-per-place.ts';
import { scriptStarter } from '../../src/rewrite/script-starter.ts';
import { startFailureRewrites } from '../../src/rewrite/start-failure-rewrites.ts';
import { startFailures } from '../../src/rewrite/start-failures.ts';
import { sourceSpan } from '../../src/text/mapped-text.ts';

export const rule = defineRule({
  code: 'PID114',
  name: 'script-cannot-start',
  severity: 'error',
  summary: 'no shebang under exec form, CRLF line ends, not executable, interpreter not in the image',
  fixes: ['safe', 'unsafe'],
  since: '0.1.0',
  messages: {
    'no-shebang':
      'the script has no `#!` line, and no shell is there to run it: the kernel refuses it ("exec format error"), and the container cannot start',
    'carriage-return':
      'the lines of the script end in carriage returns (CRLF), which are taken for part of its words: {consequence}',
    'not-executable':
      '{path} is not executable: the engine refuses it ("permission denied"), and the container cannot start',
    'no-interpreter':
      'the script needs {interpreter}, which {base} does not have and nothing here installs: "no such file or directory", and the container cannot start',
  },
  check(image, file) {
    return onePerPlace(
      image.startups.flatMap((startup) =>
        startFailures(startup).flatMap((failure) => {
          const { source, kind, interpreter, path } = failure;
          const by = [...image.scripts.values()].find((one) => one.source.file === source.file)?.by ?? null;
          const line = /^[^\r\n]*/.exec(source.text.text)?.[0].length ?? 0;
          const inScript = source.file && {
            file: source.file,
            span: sourceSpan(source.text, { start: 0, end: line }),
          };
          const inDockerfile = by && { file: file.path, span: by.argumentsSpan };
          const place = kind === 'not-executable' ? (inDockerfile ?? inScript) : (inScript ?? inDockerfile);
          if (!place) return [];
          return {
            place,
            message: kind,
            args: {
              path,
              interpreter: interpreter ?? 'its interpreter',
              base: image.baseImage,
              consequence: interpreter
                ? `the kernel looks for an interpreter of the name \`${interpreter.replace(/\r$/, '')}\\r\`, and the container cannot start`
                : 'the shell finds no command by such a name',
            },
            startup: null,
            startedBy: place.file === file.path ? null : scriptStarter(source, image),
            fixes: startFailureRewrites(failure, by, image, file),
          };
        }),
      ),
    );
  },
});
