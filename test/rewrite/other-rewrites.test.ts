// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is shell text
import { describe, expect, it } from 'vitest';
import { shellSyntax } from '../../src/rewrite/shell-syntax.ts';
import { validJson } from '../../src/rewrite/valid-json.ts';
import { withArguments } from '../../src/rewrite/with-arguments.ts';
import { wrapInShell } from '../../src/rewrite/wrap-in-shell.ts';
import { modelled, outcome } from './rewritten.ts';

describe('validJson', () => {
  it.each<[string, readonly string[]]>([
    ["CMD ['app', '-x']", ['CMD ["app", "-x"]']],
    ['CMD [ \'app\' ,"-x" ]', ['CMD [ "app" ,"-x" ]']],
    ['CMD [\'say "hi"\']', ['CMD ["say \\"hi\\""]']],
    ['CMD [“app”]', ['CMD ["app"]']],
    ['CMD [app, "-x"]', ['CMD ["app", "-x"]']],
    ['CMD ["app", ]', ['CMD ["app" ]']],
    ['CMD ["app" "-x"]', ['CMD ["app", "-x"]']],
    ["CMD ['app' '-x']", ['CMD ["app", "-x"]']],
    ['CMD ["app"', ['CMD ["app"]']],
    ['CMD ["app"] # note', ['# note ⏎ CMD ["app"]']],
    ['\tCMD ["app",]# note', ['\t# note ⏎ \tCMD ["app"]']],
    ["FROM debian:12 AS base\nONBUILD CMD ['app'] # note\nFROM base", ['# note ⏎ ONBUILD CMD ["app"]']],
    ["CMD ['app', \\\n  # note\n  '-x', \\\n]", ['CMD ["app", \\ ⏎   "-x" \\']],
    ['CMD ["app", $X]', []],
    ['CMD ["app", "\\d"]', []],
    ['CMD ["app"] -x', []],
    ['CMD ["app', []],
  ])('%j', (line, expected) => {
    const text = `FROM debian:12\n${line}\n`;
    const { image, file } = modelled(text);
    const { by, form } = image.config.cmd ?? { by: null, form: null };
    if (!by || form?.kind !== 'shell') throw new Error('not in shell form');
    expect(validJson(by, form, file).map((fix) => outcome(fix, text))).toEqual(
      expected.map((fixed) => `safe: ${fixed}`),
    );
  });

  it('keeps CRLF line ends', () => {
    const text = 'FROM debian:12\r\nCMD ["app"] # note\r\n';
    const { image, file } = modelled(text);
    const { by, form } = image.config.cmd ?? { by: null, form: null };
    if (!by || form?.kind !== 'shell') throw new Error('not in shell form');
    expect(validJson(by, form, file).map((fix) => outcome(fix, text))).toEqual([
      'safe: # note\r ⏎ CMD ["app"]\r',
    ]);
  });
});

/** The kinds of shell syntax in CMD, and what a shell around them looks like. */
function wrapped(text: string): { readonly found: readonly string[]; readonly fixed: readonly string[] } {
  const { image, file } = modelled(text);
  const setting = text.includes('\nCMD') ? image.config.cmd : image.config.entrypoint;
  if (!setting) throw new Error('nothing is set');
  const found = shellSyntax(setting, image);
  return {
    found: found.map(({ kind, element }) => `${kind} ${element.value.text}`),
    fixed: wrapInShell(setting, found, image, file).map((fix) => outcome(fix, text)),
  };
}

describe('shellSyntax and wrapInShell', () => {
  it.each<[string, readonly string[], readonly string[]]>([
    ['CMD ["app", "$PORT"]', ['variable $PORT'], ['CMD ["/bin/sh", "-c", "exec app \\"$PORT\\""]']],
    ['CMD ["app", "a${B}c"]', ['variable a${B}c'], ['CMD ["/bin/sh", "-c", "exec app \\"a${B}c\\""]']],
    [
      'CMD ["app", "$X \\"y\\""]',
      ['variable $X "y"'],
      ['CMD ["/bin/sh", "-c", "exec app \\"$X \\\\\\"y\\\\\\"\\""]'],
    ],
    [
      'CMD ["java", "$JAVA_OPTS", "-jar", "a"]',
      ['variable $JAVA_OPTS'],
      ['CMD ["/bin/sh", "-c", "exec java $JAVA_OPTS -jar a"]'],
    ],
    [
      'CMD ["java", "${JAVA_OPTS:--Xmx1g}", "A"]',
      ['variable ${JAVA_OPTS:--Xmx1g}'],
      ['CMD ["/bin/sh", "-c", "exec java ${JAVA_OPTS:--Xmx1g} A"]'],
    ],
    ['CMD ["a", "&&", "b", "x y"]', ['operator &&'], ['CMD ["/bin/sh", "-c", "a && exec b \'x y\'"]']],
    ['CMD ["a", ";", "b"]', ['operator ;'], ['CMD ["/bin/sh", "-c", "a ; exec b"]']],
    [
      'CMD ["a", ">", "/log", "2>&1"]',
      ['operator >', 'operator 2>&1'],
      ['CMD ["/bin/sh", "-c", "exec a > /log 2>&1"]'],
    ],
    ['CMD ["~/a", "b"]', ['tilde ~/a'], ['CMD ["/bin/sh", "-c", "exec ~/a b"]']],
    ['CMD ["a", "/b/*.c"]', ['glob /b/*.c'], ['CMD ["/bin/sh", "-c", "exec a /b/*.c"]']],
    ['CMD ["a b \'c d\'"]', ["words a b 'c d'"], ['CMD ["a", "b", "c d"]']],
    ['CMD ["a | b"]', ['words a | b'], []],
    ['CMD ["a", "|", "b"]', ['operator |'], []],
    ['CMD ["a", "||", "b"]', ['operator ||'], []],
    ['CMD ["a", "&"]', ['operator &'], []],
    ['CMD ["a", "&&"]', ['operator &&'], []],
    ['CMD ["a", "&&", "b c"]', ['operator &&'], []],
    ['CMD ["cd", "~"]', ['tilde ~'], []],
    ['CMD ["a", "~/x y"]', ['tilde ~/x y'], []],
    [
      'ENTRYPOINT ["a", "$B"]',
      ['variable $B'],
      ['ENTRYPOINT ["/bin/sh", "-c", "exec a \\"$B\\" \\"$@\\"", "a"]'],
    ],
    [
      'ENTRYPOINT ["/sbin/tini", "--"]\nCMD ["a", "$B"]',
      ['variable $B'],
      ['CMD ["/bin/sh", "-c", "exec a \\"$B\\""]'],
    ],
    ['ENTRYPOINT ["a"]\nCMD ["$B"]', ['variable $B'], []],
    [
      'CMD ["a", \\\n  # note\n  "$B"]',
      ['variable $B'],
      ['# note ⏎ CMD ["/bin/sh", "-c", "exec a \\"$B\\""]'],
    ],
    ['ENTRYPOINT ["/entrypoint.sh"]\nCMD ["a", "$B"]', [], []],
    ['CMD ["sh", "-c", "a $B"]', [], []],
    ['CMD ["env", "A=$B", "app"]', [], []],
    ['CMD ["node", "-e", "x(`${B}`)"]', [], []],
    ['CMD ["java", "-Da=${B}", "C", "--d=${E}"]', [], []],
    ['CMD ["a", "$1", "$$", "\\\\$B", "5$", "$b"]', [], []],
    ['CMD ["a", "*", "^x.*$", "a|b", "x&y", "*/5 * * * *"]', [], []],
    ['CMD ["/opt/my app/bin/x"]', [], []],
  ])('%s', (line, found, fixed) => {
    expect(wrapped(`FROM debian:12\n${line}\n`)).toEqual({
      found,
      fixed: fixed.map((text) => `safe: ${text}`),
    });
  });
});

describe('withArguments', () => {
  it.each<[string, readonly string[]]>([
    ['ENTRYPOINT app --x', ['ENTRYPOINT ["app", "--x"]']],
    ['ENTRYPOINT exec app', ['ENTRYPOINT ["app"]']],
    ['ENTRYPOINT ["sh", "-c", "exec app"]', ['ENTRYPOINT ["app"]']],
    ['ENTRYPOINT app $X', ['ENTRYPOINT ["/bin/sh", "-c", "exec app $X \\"$@\\"", "app"]']],
    ['ENTRYPOINT A=1 exec app', ['ENTRYPOINT ["/bin/sh", "-c", "A=1 exec app \\"$@\\"", "app"]']],
    ['ENTRYPOINT app >>log', ['ENTRYPOINT ["/bin/sh", "-c", "exec app >>log \\"$@\\"", "app"]']],
    ['ENTRYPOINT $DIR/app', ['ENTRYPOINT ["/bin/sh", "-c", "exec $DIR/app \\"$@\\"", "sh"]']],
    ['ENTRYPOINT ./run.sh', ['ENTRYPOINT ["/bin/sh", "-c", "exec ./run.sh \\"$@\\"", "./run.sh"]']],
    ['ENTRYPOINT app \\\n  # note\n  --x', ['# note ⏎ ENTRYPOINT ["app", "--x"]']],
    ['ENTRYPOINT $APP', []],
    ['ENTRYPOINT cd /srv', []],
    ['ENTRYPOINT cd /srv && app', []],
    ['ENTRYPOINT app # note', []],
    ['ENTRYPOINT app &', []],
    ['ENTRYPOINT ["app"]', []],
  ])('%s', (line, expected) => {
    const text = `FROM debian:12\n${line}\nCMD ["--y"]\n`;
    const { image, file } = modelled(text);
    const { entrypoint, cmd } = image.config;
    if (!entrypoint || !cmd) throw new Error('both are set');
    expect(withArguments(entrypoint, cmd, image, file).map((fix) => outcome(fix, text))).toEqual(
      expected.map((fixed) => `unsafe: ${fixed}`),
    );
  });

  it('hands no shell form on', () => {
    const { image, file } = modelled('FROM debian:12\nENTRYPOINT app\nCMD serve\n');
    const { entrypoint, cmd } = image.config;
    if (!entrypoint || !cmd) throw new Error('both are set');
    expect(withArguments(entrypoint, cmd, image, file)).toEqual([]);
  });
});
