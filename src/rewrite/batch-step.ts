import { programName } from '../knowledge/programs.ts';
import { literalWord, type ShellNode, type SimpleCommand } from '../shell/syntax.ts';
import type { Frame } from '../startup/evaluate/shell-state.ts';
import type { Process } from '../startup/process.ts';

/** What may stand after a service for the log's sake, or to set the status. */
const remarks: ReadonlySet<string> = new Set([':', 'echo', 'exit', 'false', 'printf', 'true']);

/**
 * Whether what a shell waits for is a step of a batch: `build && deploy` goes on with something that needs
 * it to have succeeded, and a service that is stopped never gets there; or a command like it has ended before.
 */
export function isBatchStep({ body }: Process): boolean {
  if (body.kind !== 'shell') return false;
  const { next, blocked } = body.station;
  if (goesOnIfItSucceeds(next)) return true;
  return blocked.on === 'foreground' && blocked.processes.some((one) => isBatchStep(one) || endedBefore(one));
}

/**
 * Whether the same text has run the same subcommand of the same program to its end before, in any case: after
 * `ctl create realm` also `ctl create client` is one that ends.
 */
function endedBefore({ origin, body }: Process): boolean {
  if (origin === null || body.kind !== 'program') return false;
  const { node, context } = origin;
  const words = subcommand(node);
  if (words === null) return false;
  return context.program.lines.some(({ items }) =>
    items.some(
      (item) =>
        item.node.kind === 'simple' &&
        !item.background &&
        item.node.span.end <= node.span.start &&
        subcommand(item.node) === words,
    ),
  );
}

/** A program's name and the plain words behind it, at least one of them; null where there are none. */
function subcommand({ words }: SimpleCommand): string | null {
  const plain = words.map(literalWord);
  const end = plain.findIndex((word) => word === null || !/^[\w./:-]+$/.test(word) || word.startsWith('-'));
  const leading = end === -1 ? plain : plain.slice(0, end);
  return leading.length < 2 ? null : leading.join(' ');
}

function goesOnIfItSucceeds(next: Frame | null): boolean {
  for (let frame = next; frame; frame = frame.next) {
    if (frame.kind !== 'and-or') continue;
    const after = frame.node.rest.slice(frame.index);
    const needed = after.findIndex(({ operator }) => operator === '||');
    if (after.slice(0, needed === -1 ? undefined : needed).some(({ node }) => !isRemark(node))) return true;
  }
  return false;
}

function isRemark(node: ShellNode): boolean {
  const word = node.kind === 'simple' ? node.words[0] : undefined;
  const name = word ? literalWord(word) : null;
  return name !== null && remarks.has(programName(name));
}
