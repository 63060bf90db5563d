import { foregroundCommand } from '../knowledge/services.ts';
import type { Process } from '../startup/process.ts';
import { quoted } from './quoted.ts';
import { commandText } from './wait-instead.ts';

/** A daemon as a message names it: by the command of the shell that left it in the background. */
export function daemonText({ origin, argv }: Process): string {
  return origin ? `\`${commandText(origin)}\`` : quoted(argv);
}

/** How to start a daemon in the foreground, or the supervisor that left it there, as a clause. */
export function foregroundAdvice({ origin, argv }: Process): string {
  const written = origin ? foregroundCommand(commandText(origin).split(' ')) : null;
  const command = written ?? foregroundCommand(argv);
  const how = command === null ? '' : `: \`exec ${command}\``;
  return `start it in the foreground and as the last command${how}`;
}
