import type { Io, Output } from './io.ts';

/**
 * Whether to colour what goes to `output`: what `--color` or `--no-color` says, then FORCE_COLOR, then
 * NO_COLOR, and else whether a terminal that can show colours is there to read it.
 */
export function useColor(wanted: boolean | null, env: Io['env'], output: Pick<Output, 'isTTY'>): boolean {
  if (wanted !== null) return wanted;
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = env;
  if (force !== undefined) return force !== '0' && force !== 'false';
  if (no !== undefined && no !== '') return false;
  return output.isTTY && term !== 'dumb';
}
