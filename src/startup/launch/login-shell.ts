import type { BaseImageFacts } from '../../knowledge/types.ts';

/** What tells which login shell a user of an image has. */
interface Users {
  readonly base: Pick<BaseImageFacts, 'distribution'>;
  /** The texts of the RUN instructions, base stages first. */
  readonly runTexts: readonly string[];
}

/** The login shell that a command gives a user when none is named: from the distributions' own defaults. */
const defaults: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  useradd: { debian: '/bin/sh', ubuntu: '/bin/sh' },
  adduser: { debian: '/bin/bash', ubuntu: '/bin/bash', alpine: '/bin/sh' },
};

/** On distributions with bash as /bin/sh useradd and adduser are the same, and give bash. */
const bashByDefault = /^(fedora|centos|rhel|rocky|almalinux|oraclelinux|amazonlinux|ubi|opensuse|arch)/;

/** The login shell of a user whom a RUN instruction makes; null where that is not known. */
export function loginShells({ base, runTexts }: Users): (user: string) => string | null {
  return (user) => {
    const commands = runTexts.flatMap((text) => text.replace(/\\\r?\n/g, ' ').split(/&&|\|\||[;\n|]/));
    const command = commands.findLast((one) => makes(one, user));
    if (command === undefined) return null;
    const named = /(?:\s-\w*s|\s--shell)[\s=]+["']?(\/[\w./-]+)/.exec(command)?.[1];
    return named ?? byDefault(command, base.distribution ?? '');
  };
}

/** Whether a command makes the user or changes the shell; a password or a group does not. */
function makes(command: string, user: string): boolean {
  const words = command
    .trim()
    .split(/\s+/)
    .map((word) => word.replace(/^["']|["']$/g, ''));
  const at = words.findIndex((word) => /^(.*\/)?(useradd|adduser|usermod)$/.test(word));
  if (at < 0) return false;
  const changes = !/usermod$/.test(words[at] ?? '') || /\s(-\w*s|--shell)\b/.test(command);
  return changes && words.slice(at + 1).includes(user);
}

function byDefault(command: string, distribution: string): string | null {
  const tool = /\b(useradd|adduser)\b/.exec(command)?.[1] ?? '';
  if (bashByDefault.test(distribution)) return '/bin/bash';
  return defaults[tool]?.[distribution] ?? null;
}
