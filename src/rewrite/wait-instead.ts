import type { Origin } from '../startup/process.ts';

/** A command as it is written, on one line. */
export function commandText({ node, state }: Origin): string {
  return oneLine(state.source.text.text.slice(node.span.start, node.span.end)).replace(
    /^(exec|command) /,
    '',
  );
}

export function oneLine(text: string): string {
  const line = text.replace(/\\\n/g, ' ').replace(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}

/** The name of a signal as every shell knows it in `trap` and `kill`: `TERM`. */
export function shortSignal(signal: string): string {
  return signal.replace(/^SIG/, '');
}

/** What to write where a shell has to stay above its workload, in words. */
export function waitAdvice(command: string, signal: string): string {
  const name = shortSignal(signal);
  const kill = name === 'TERM' ? 'kill' : `kill -${name}`;
  return `write \`${command} & pid=$!\`, then \`trap '${kill} "$pid"; wait "$pid"' ${name}\`, then \`wait "$pid"\``;
}
