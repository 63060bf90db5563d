import { severities } from '../contract/finding.ts';
import { initChoices } from '../contract/init-choice.ts';
import type { RuleMetadata } from '../contract/rule.ts';
import { wrapperKinds } from '../knowledge/own-program.ts';
import type { Field, ObjectShape, Shape } from './shape.ts';

/** What a rule can be set to. */
export const levels = [...severities, 'off'] as const;
export type Level = (typeof levels)[number];

/** What `failOn` can be. */
export const thresholds = [...severities, 'never'] as const;
export type Threshold = (typeof thresholds)[number];

const shells = ['dash', 'bash', 'busybox ash', 'mksh', 'ksh93', 'zsh', 'yash', 'none'] as const;
const builds = ['upstream', 'debian'] as const;

const text = (what: string): Shape => ({ kind: 'text', what });
const choice = (words: readonly string[]): Shape => ({ kind: 'choice', words });
const words: Shape = { kind: 'orNull', of: { kind: 'list', of: text('a word of the command line') } };
const flag: Shape = { kind: 'flag' };
const globs: Shape = { kind: 'list', of: text('a glob'), orOne: true };

const shell: ObjectShape = {
  kind: 'object',
  fields: {
    implementation: { shape: choice(shells), about: 'Which shell it is.', required: true },
    version: {
      shape: { kind: 'text', what: 'a version', orNumber: true },
      about: 'Its upstream version, such as `5.2.15`.',
    },
    build: { shape: choice(builds), about: 'Whose build it is: Debian and Ubuntu patch dash.' },
  },
};

const image: ObjectShape = {
  kind: 'object',
  fields: {
    like: {
      shape: text('an image reference'),
      about: 'A public image that it is built on or behaves like; what is not said here is taken from it.',
    },
    shell: { shape: shell, about: 'What `/bin/sh` is.' },
    entrypoint: { shape: words, about: 'Its ENTRYPOINT in exec form; `null`: it has none.' },
    cmd: { shape: words, about: 'Its CMD in exec form; `null`: it has none.' },
    entrypointExecs: { shape: flag, about: 'Whether its entrypoint script ends by `exec "$@"`.' },
    stopSignal: { shape: text('a signal'), about: 'Its STOPSIGNAL, such as `SIGQUIT`.' },
    init: { shape: text('a path'), about: 'An init in it that fixes can use, such as `/sbin/tini`.' },
  },
};

const program: ObjectShape = {
  kind: 'object',
  fields: {
    handles: {
      shape: { kind: 'list', of: text('a signal'), orOne: true },
      about:
        'The signals that it handles, such as `SIGTERM`; on others the kernel does what it does by default. `[]`: none.',
    },
    wrapper: {
      shape: choice(wrapperKinds),
      about:
        'It starts the program that its words name: and is replaced by it (`execs`), passes signals on and waits (`forwards`), or waits and passes none on (`swallows`).',
    },
    valueOptions: {
      shape: { kind: 'list', of: text('an option'), orOne: true },
      about: 'Options of a wrapper whose value is the next word.',
    },
  },
};

/** The settings that can be different for some of the files. */
function perFile(rules: readonly RuleMetadata[]): Readonly<Record<string, Field>> {
  const known = rules.flatMap(({ code, name }) => [code, name]);
  return {
    rules: {
      shape: { kind: 'table', what: 'rule', known, of: choice(levels) },
      about: 'The severity of rules, by code or name; `off` turns one off.',
    },
    init: {
      shape: choice(initChoices),
      about: 'The init that unsafe fixes put at PID 1; `none`: no fix does. Flag: `--init`.',
    },
    requireReason: { shape: flag, about: 'Whether an ignore comment must say why.' },
  };
}

/** The shape of a configuration file. */
export function configShape(rules: readonly RuleMetadata[]): ObjectShape {
  const override: ObjectShape = {
    kind: 'object',
    fields: {
      files: {
        shape: globs,
        about: 'Which Dockerfiles: globs from the folder of this configuration file.',
        required: true,
      },
      ...perFile(rules),
    },
  };
  return {
    kind: 'object',
    fields: {
      $schema: { shape: text('an address'), about: 'For editors; pid1-lint does not read it.' },
      extends: {
        shape: { kind: 'list', of: text('a path'), orOne: true },
        about: 'Configuration files to start from; what stands here, and in later ones, counts over it.',
      },
      ...perFile(rules),
      failOn: {
        shape: choice(thresholds),
        about: 'From which severity up the exit status is 1. Flag: `--fail-on`.',
      },
      exclude: {
        shape: globs,
        about: 'Dockerfiles that are left out when a folder is searched. Flag: `--exclude`.',
      },
      baseline: {
        shape: text('a path'),
        about: 'A file with findings that are known and not reported. Flag: `--baseline`.',
      },
      overrides: {
        shape: { kind: 'list', of: override },
        about: 'Settings for some of the files; of several that match, the last counts.',
      },
      images: {
        shape: { kind: 'table', what: 'image', known: null, of: image },
        about: 'What is known of your own base images, by a pattern over the reference in FROM.',
      },
      programs: {
        shape: { kind: 'table', what: 'program', known: null, of: program },
        about: 'What is known of your own programs, by the name or the path that they are started by.',
      },
    },
  };
}
