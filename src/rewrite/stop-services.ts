import { literalWord } from '../shell/syntax.ts';
import type { Process } from '../startup/process.ts';
import { everyProcess } from '../startup/stop/every-process.ts';

/**
 * The commands that stop the services which a shell has started (`service X start`, `/etc/init.d/X start`), the last one
 * first: `service X stop`. Empty where none was started so; null where a daemon came up in another way.
 */
export function stopServices(shell: Process): readonly string[] | null {
  const daemons = everyProcess(shell).filter(({ detached }) => detached === true);
  const commands = daemons.map(stopCommand);
  return commands.includes(null) ? null : [...new Set(commands as readonly string[])].reverse();
}

function stopCommand({ origin }: Process): string | null {
  const words = origin?.node.words.map(literalWord) ?? [];
  const [called = '', ...rest] = words.map((word) => word ?? '');
  const isService = /(^|\/)(service|invoke-rc\.d)$/.test(called) && rest.length === 2;
  const isScript = /^\/etc\/(rc\.d\/)?init\.d\/[\w.-]+$/.test(called) && rest.length === 1;
  if (
    (!isService && !isScript) ||
    !/^(re)?start$/.test(rest.at(-1) ?? '') ||
    !/^[\w./ -]+$/.test(words.join(' '))
  )
    return null;
  return [called, ...rest.slice(0, -1), 'stop'].join(' ');
}
