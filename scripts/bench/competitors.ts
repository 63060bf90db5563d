import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from './run-command.ts';

/** Something else that reads Dockerfiles. */
export interface Competitor {
  /** With its version. */
  readonly name: string;
  /** It takes so long for a file that only some files are given to it. */
  readonly isLinter: boolean;
  /** Reads all these files in one run. */
  readonly command: (files: readonly string[]) => Command;
}

/** What is installed here: the parser that we build on, and other linters. */
export function competitors(root: string): readonly Competitor[] {
  return [...parser(root), ...library(root), ...programs()];
}

/** What it takes to parse the files with dockerfile-ast, and to do nothing else. */
function parser(root: string): readonly Competitor[] {
  return [
    {
      name: 'dockerfile-ast, parsing alone',
      isLinter: false,
      command: (files) =>
        nodeScript(
          root,
          "const { DockerfileParser } = require('dockerfile-ast')",
          files,
          'DockerfileParser.parse(text).getInstructions()',
        ),
    },
  ];
}

function library(root: string): readonly Competitor[] {
  if (!existsSync(join(root, 'node_modules', 'dockerfile-utils'))) return [];
  return [
    {
      name: 'dockerfile-utils',
      isLinter: false,
      command: (files) =>
        nodeScript(root, "const { validate } = require('dockerfile-utils')", files, 'validate(text)'),
    },
  ];
}

function nodeScript(root: string, load: string, files: readonly string[], each: string): Command {
  const list = JSON.stringify(files);
  const code = `process.chdir(${JSON.stringify(root)}); ${load}; for (const file of ${list}) { const text = require('fs').readFileSync(file, 'utf8'); ${each}; }`;
  return [process.execPath, '-e', code];
}

/** Other linters, told to end with status 0 whatever they find; tally also not to ask registries on the network. */
function programs(): readonly Competitor[] {
  return [
    { program: 'hadolint', args: ['--no-fail'] },
    { program: 'tally', args: ['lint', '--no-config', '--slow-checks', 'off', '--fail-level', 'none'] },
  ].flatMap(({ program, args }) => {
    const { error, stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' });
    if (error) return [];
    const version = /\d+(\.\d+)+/.exec(stdout)?.[0] ?? '';
    return [
      {
        name: `${program} ${version}`,
        isLinter: true,
        command: (files: readonly string[]): Command => [program, ...args, ...files],
      },
    ];
  });
}
