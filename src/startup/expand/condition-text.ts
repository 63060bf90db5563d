import type { Span } from '../../text/span.ts';
import type { ShellState } from '../evaluate/shell-state.ts';

/** A test, which stands at this span of the code that runs, and its outcome in words. */
export function conditionText(span: Span, holds: boolean, { source }: ShellState): string {
  const text = source.text.text.slice(span.start, span.end);
  const short = text.replace(/\s+/g, ' ').trim();
  return `\`${short.length > 80 ? `${short.slice(0, 77)}...` : short}\` ${holds ? 'succeeds' : 'fails'}`;
}
