// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are shell code.
import { describe, expect, it } from 'vitest';
import { modelCommand } from './model-command.ts';

// What rests on a default is followed both ways, wherever it is carried.

const dash = { implementation: 'dash', version: '0.5.12', build: 'debian', sure: true } as const;
const bash = { implementation: 'bash', version: '5.2.15', build: 'debian', sure: true } as const;
const shells = (name: string) => (name.endsWith('bash') ? bash : dash);

const web = 'if [ "$MODE" = web ]; then exec app; fi; app2; true';

const files = {
  'child.sh': `#!/bin/sh\n${web}\n`,
  'of-argument.sh': '#!/bin/sh\nif [ "$1" = web ]; then exec app; fi\napp2\ntrue\n',
  'of-env.sh': 'MODE=${MODE:-web}\n',
};

const both = (test: string) => [`${test} succeeds: graceful app`, `${test} fails: ignored sh -> [app2]`];
const known = (written: string, value: string, other: string) => [
  `\`${written}\` is ${value}: graceful app`,
  `\`${written}\` is not ${value}: ${other}`,
];

describe('a default', () => {
  it.each<[string, string, readonly string[]]>([
    ['in a script', `MODE=\${MODE:-web}; ${web}`, both('`[ "$MODE" = web ]`')],
    ['exported', 'MODE=${MODE:-web}; export MODE; exec ./child.sh', both('`[ "$MODE" = web ]`')],
    ['exported with its value', 'export MODE="${MODE:-web}"; exec ./child.sh', both('`[ "$MODE" = web ]`')],
    ['in front of a command', 'MODE=${MODE:-web} exec ./child.sh', both('`[ "$MODE" = web ]`')],
    ['exported by an option', 'set -a; . ./of-env.sh; exec ./child.sh', both('`[ "$MODE" = web ]`')],
    [
      'assigned by an expansion',
      ': "${MODE:=web}"; export MODE; exec ./child.sh',
      both('`[ "$MODE" = web ]`'),
    ],
    ['given as an argument', 'exec ./of-argument.sh "${MODE:-web}"', both('`[ "$1" = web ]`')],
    [
      'given below an init',
      'exec tini -- ./of-argument.sh "${MODE:-web}"',
      [
        '`${MODE:-web}` is `web`: graceful tini -> [app]',
        '`${MODE:-web}` is not `web`, `[ "$1" = web ]` fails: unnotified tini -> [sh -> [app2]]',
      ],
    ],
    [
      'of a calculation',
      'n=$((${N:-1} + 1)); if [ $n = 2 ]; then exec app; fi; app2; true',
      ['`[ $n = 2 ]` succeeds: graceful app', '`[ $n = 2 ]` fails: ignored sh -> [app2]'],
    ],
    ['that is the command', 'exec ${CMD:-app}', known('${CMD:-app}', '`app`', 'unknown ${CMD:-app}')],
    [
      'that is empty in front of it',
      'exec ${PREFIX:-} app',
      known('${PREFIX:-}', 'empty', 'unknown ${PREFIX:-}'),
    ],
    [
      'that is the text of a shell',
      'X=${X:-exec app}; exec sh -c "$X"',
      known('$X', '`exec app`', 'unknown sh'),
    ],
    [
      'that is an option of a shell',
      'exec sh ${FLAGS:-} -c "exec app"',
      known('${FLAGS:-}', 'empty', 'unknown sh'),
    ],
    ['that only is the folder', 'exec "${HOME_OF_APP:-/opt/app}/bin/app"', ['graceful /opt/app/bin/app']],
    ['of a mere argument', 'exec app --port "${PORT:-80}" ${OPTIONS:-}', ['graceful app']],
    [
      'of a program in a folder that is not known',
      'exec "$JAVA_HOME/bin/app" ${OPTIONS:-}',
      ['graceful $JAVA_HOME/bin/app'],
    ],
    [
      'of a script in such a folder',
      'exec "$HOME_OF_APP/bin/start.sh"',
      ['unknown $HOME_OF_APP/bin/start.sh'],
    ],
    ['of a user', 'exec gosu "${RUN_AS:-app}" app', ['graceful app']],
    ['that is a truth value', 'if ${DEBUG:-false}; then app2; fi; exec app', ['graceful app']],
    ['of a pause', 'sleep ${DELAY:-5}; exec app', ['graceful app']],
    [
      'that a loop goes through',
      'for x in ${LIST:-}; do exec app2; done; exec app',
      ['`${LIST:-}` is not empty: graceful app2', '`${LIST:-}` is empty: graceful app'],
    ],
    [
      'of an exit status',
      'f() { return ${STATUS:-0}; }; f && exec app; app2; true',
      ['`f` succeeds: graceful app', '`f` fails: ignored sh -> [app2]'],
    ],
  ])('%s', (_, text, expected) => {
    expect(modelCommand(['sh', '-c', text], shells, { files }).ways).toEqual(expected);
  });

  it('leaves functions that export what they are given one way', () => {
    const fileEnv =
      'file_env() { local v="$1"; local f="${v}_FILE"; local d="${2:-}"; if [ "${!v:-}" ]; then d="${!v}"; elif [ "${!f:-}" ]; then d="$(cat "${!f}")"; fi; export "$v"="$d"; unset "$f"; }';
    const calls = Array.from({ length: 12 }, (_, index) => `file_env NAME_${index}`).join('; ');
    expect(modelCommand(['bash', '-c', `${fileEnv}; ${calls}; exec app`], shells).ways).toEqual([
      'graceful app',
    ]);
  });
});

describe('a condition', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'of a list',
      '[ -f a ] && exec app; app2; true',
      ['`[ -f a ]` succeeds: graceful app', '`[ -f a ]` fails: ignored sh -> [app2]'],
    ],
    [
      'of parts that are decided one by one',
      'if [ "$A" = 1 ] || [ "$B" = 1 ]; then exec app; fi; app2; true',
      [
        '`[ "$A" = 1 ] || [ "$B" = 1 ]` succeeds: graceful app',
        '`[ "$A" = 1 ] || [ "$B" = 1 ]` fails: ignored sh -> [app2]',
      ],
    ],
    [
      'of several ways to the same',
      'for x in a; do if [ "$A" ]; then exec app; fi; if [ "$B" ]; then exec app; fi; done; app2; true',
      [
        '`[ "$A" ]` succeeds: graceful app',
        '`[ "$A" ]` fails, `[ "$B" ]` succeeds: graceful app',
        '`[ "$A" ]` fails, `[ "$B" ]` fails: ignored sh -> [app2]',
      ],
    ],
  ])('%s', (_, text, expected) => {
    expect(modelCommand(['sh', '-c', text], shells, { files }).ways).toEqual(expected);
  });
});

describe('what is known', () => {
  it.each<[string, string, readonly string[]]>([
    ['unset', `MODE=web; unset MODE; if [ -n "\${MODE:-}" ]; then app2; fi; exec app`, ['graceful app']],
    [
      'unset and local',
      'f() { local X=1; unset X; }; X=2; f; if [ "$X" = 2 ]; then exec app; fi; app2',
      ['graceful app'],
    ],
    [
      'not exported',
      'X=1; exec sh -c \'if [ -z "$X" ]; then exec app; fi; app2; true\'',
      ['`[ -z "$X" ]` succeeds: graceful app', '`[ -z "$X" ]` fails: ignored sh -> [app2]'],
    ],
    [
      'a name in a variable',
      'n=X; X=1; export "$n"="$(cat f)"; [ "$X" = 1 ] && exec app; app2; true',
      ['`[ "$X" = 1 ]` succeeds: graceful app', '`[ "$X" = 1 ]` fails: ignored sh -> [app2]'],
    ],
    ['of a function call', 'X=1; f() { [ "$X" = 2 ] && exec app; }; X=2 f; app2', ['graceful app']],
    [
      'put back behind a function call',
      'X=1; f() { :; }; X=2 f; [ "$X" = 1 ] && exec app; app2',
      ['graceful app'],
    ],
    [
      'the second of two arguments',
      'f() { [ "$2" = web ] && exec app; }; f "$A" web; app2',
      ['graceful app'],
    ],
    [
      'not the second behind many',
      'f() { [ "$2" = web ] && exec app; app2; true; }; f $A web; true',
      ['`[ "$2" = web ]` succeeds: graceful app', '`[ "$2" = web ]` fails: ignored sh -> [app2]'],
    ],
    [
      'not how many there are',
      'set -- $A; [ $# = 1 ] && exec app; app2; true',
      ['`[ $# = 1 ]` succeeds: graceful app', '`[ $# = 1 ]` fails: ignored sh -> [app2]'],
    ],
    ['how many there are', 'set -- "$A"; [ $# = 1 ] && exec app; app2', ['graceful app']],
  ])('%s', (_, text, expected) => {
    expect(modelCommand(['sh', '-c', text], shells, { files }).ways).toEqual(expected);
  });
});
