import type { Word } from '../shell/syntax.ts';

/** An action in double quotes as one in single quotes, whose variables are replaced when it runs. */
export function lateAction({ source, parts }: Word): string | null {
  const inner = /^"((?:[^"\\`']|\\[$])*)"$/.exec(source)?.[1];
  const expands = parts.some(({ kind }) => kind === 'parameter' || kind === 'command');
  return inner === undefined || !expands ? null : `'${inner}'`;
}

/** The action in single quotes as it is. */
export function quotableAction({ source, parts }: Word): string | null {
  if (/^'[^']*'$/.test(source)) return source;
  const [part] = parts;
  if (parts.length !== 1 || part?.kind !== 'literal' || /['\\]/.test(part.value)) return null;
  return `'${part.value}'`;
}

/**
 * What a trap does besides telling somebody and waiting: the part of its action that another trap, which
 * does that, has to take over. Empty for nothing; null where it cannot be written into another action.
 */
export function restOfAction(action: Word): string | null {
  const text = lateAction(action) ?? quotableAction(action);
  if (text === null) return null;
  const inner = text.slice(1, -1).trim().replace(/;$/, '');
  if (/[\n"'`(){}|&]/.test(inner)) return inner;
  const commands = inner.split(';').map((command) => command.trim());
  return commands.filter((command) => !/^(:|(kill|wait)(\s.*)?)?$/.test(command)).join('; ');
}
