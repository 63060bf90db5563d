import { hyperlink, type LinkRule, noLinks } from '../report/links.ts';
import type { Io } from './io.ts';
import type { Parts } from './parts.ts';
import { useColor } from './use-color.ts';

const programs = new Set(['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'zed', 'Tabby', 'rio']);
const terminals = new Set(['alacritty', 'xterm-kitty', 'foot', 'foot-extra', 'xterm-ghostty', 'wezterm']);

/** Links to the pages of rules for a terminal that is known to show links; FORCE_HYPERLINK=1 or 0 decides for any. */
export function linksFor(color: boolean | null, { env, stdout }: Io, { pageUrl }: Parts): LinkRule {
  if (!showsLinks(color, env, stdout.isTTY)) return noLinks;
  return (text, rule) => {
    const url = pageUrl?.(rule) ?? null;
    return url === null ? text : hyperlink(text, url);
  };
}

function showsLinks(color: boolean | null, env: Io['env'], isTTY: boolean): boolean {
  const { FORCE_HYPERLINK: force } = env;
  if (force !== undefined && force !== '') return force !== '0';
  if (!useColor(color, env, { isTTY }) || !isTTY || env.CI !== undefined) return false;
  return (
    env.WT_SESSION !== undefined ||
    env.KONSOLE_VERSION !== undefined ||
    Number(env.VTE_VERSION ?? 0) >= 5000 ||
    programs.has(env.TERM_PROGRAM ?? '') ||
    terminals.has(env.TERM ?? '')
  );
}
