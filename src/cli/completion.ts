import { thresholds } from '../config/config-shape.ts';
import { initChoices } from '../contract/init-choice.ts';
import { type CommandName, commandNames } from './command-names.ts';
import { commands } from './commands.ts';
import { type CompletionShell, completionShells } from './completion-shells.ts';
import { formats } from './formats.ts';

/** What options can be, where that is a few words. */
const values: Readonly<Record<string, readonly string[]>> = {
  format: formats,
  'fail-on': thresholds,
  init: initChoices,
};

/** What the first word after a command can be, where it is no path. */
const operands: Partial<Record<CommandName, readonly string[]>> = {
  config: ['print'],
  completion: completionShells,
};

/** A script for a shell's start-up file that completes commands, options and their values; other words are paths. */
export function completionScript(shell: CompletionShell): string {
  return scripts[shell]();
}

const scripts: Readonly<Record<CompletionShell, () => string>> = { bash, zsh, fish };

function optionsOf(command: CommandName): readonly string[] {
  return Object.keys(commands[command].options).map((name) => `--${name}`);
}

function bash(): string {
  const valueCases = Object.entries(values).map(
    ([name, words]) => `    --${name}) COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$cur")); return ;;\n`,
  );
  const commandCases = commandNames
    .filter((name) => name !== 'lint')
    .map((name) => {
      const words = [...optionsOf(name), ...(operands[name] ?? [])];
      return `    ${name}) words='${words.join(' ')}' ;;\n`;
    });
  return `# Completion of pid1-lint for bash: source it, or put it into ~/.local/share/bash-completion/completions/pid1-lint
_pid1_lint() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} words
  case $prev in
${valueCases.join('')}  esac
  case \${COMP_WORDS[1]} in
${commandCases.join('')}    *) words='${optionsOf('lint').join(' ')}' ;;
  esac
  if [ "$COMP_CWORD" -eq 1 ]; then words="$words ${commandNames.join(' ')}"; fi
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -o bashdefault -F _pid1_lint pid1-lint
`;
}

function zsh(): string {
  return `#compdef pid1-lint
# Completion of pid1-lint for zsh: put it into a folder of $fpath as _pid1-lint, or source it after compinit.
autoload -U +X bashcompinit && bashcompinit
${bash().split('\n').slice(1).join('\n')}`;
}

function fish(): string {
  const named = commandNames.map(
    (name) =>
      `complete -c pid1-lint -n __fish_use_subcommand -a ${name} -d ${quoted(commands[name].summary)}\n`,
  );
  const own = commandNames.flatMap((name) => {
    const others = commandNames.filter((one) => one !== 'lint').join(' ');
    const when =
      name === 'lint' ? `not __fish_seen_subcommand_from ${others}` : `__fish_seen_subcommand_from ${name}`;
    const words = operands[name] ?? [];
    return [
      ...Object.entries(commands[name].options).map(([option, { describe, requiresArg }]) => {
        const wanted = values[option];
        const value =
          wanted === undefined ? (requiresArg ? ' -r' : '') : ` -x -a ${quoted(wanted.join(' '))}`;
        return `complete -c pid1-lint -n ${quoted(when)} -l ${option}${value} -d ${quoted(describe ?? '')}\n`;
      }),
      ...(words.length === 0
        ? []
        : [`complete -c pid1-lint -n ${quoted(when)} -a ${quoted(words.join(' '))}\n`]),
    ];
  });
  return `# Completion of pid1-lint for fish: put it into ~/.config/fish/completions/pid1-lint.fish\n${[...named, ...own].join('')}`;
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
