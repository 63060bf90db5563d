import type { Instruction } from '../../src/dockerfile/instruction.ts';
import type { ShellFact } from '../../src/knowledge/types.ts';
import { onlyCommand } from '../../src/rewrite/plain-words.ts';
import { replacementSites } from '../../src/shell/implicit-exec.ts';
import { parseShell } from '../../src/shell/parse.ts';
import { literalWord, type SimpleCommand } from '../../src/shell/syntax.ts';
import type { ImageModel } from '../../src/startup/model.ts';
import type { MappedText } from '../../src/text/mapped-text.ts';

/** A health check in shell form: its instruction and what the shell is given. */
export interface ShellCheck {
  readonly by: Instruction;
  readonly text: MappedText;
}

/** Programs that ask a server and wait for its answer as long as it takes. */
const waitsForAnswer =
  /\b(curl|wget|https?|nc|ncat|netcat|redis-cli|valkey-cli|psql|mysql|mysqladmin|mariadb-admin|mongo|mongosh|grpc_health_probe|node|python3?|php|ruby|perl|cgi-fcgi|rabbitmq-diagnostics|rabbitmqctl|kafka-[\w-]+|cqlsh)\b/;

/** A limit of the program's own, after which it ends by itself. */
const limited = /(^|\s)(timeout\s|(--max-time|--timeout|-m|-T|-w)[\s=\d])|timeout\s*[=(:]/;

/** The health check of an image where a shell runs it; null for none, for exec form, and where the shell is not known. */
export function shellCheck({ lineage }: ImageModel): ShellCheck | null {
  const all = lineage.flatMap(({ instructions }) => instructions);
  const by = all.findLast(({ keyword }) => keyword === 'HEALTHCHECK');
  if (by?.form?.kind !== 'shell' || by.form.notExec) return null;
  const shellSetLater = all.slice(all.indexOf(by)).some(({ keyword }) => keyword === 'SHELL');
  return shellSetLater ? null : { by, text: by.form.text };
}

/**
 * What a health check's shell waits for, where that may take for ever and ends with nobody to reap it once the shell is killed.
 * Null where the shell gives way to it, or it has a limit of its own.
 */
export function waitedFor(text: string, shell: ShellFact): string | null {
  const asked = waitsForAnswer.exec(text)?.[0];
  if (asked === undefined || limited.test(text) || /^\s*exec\s/.test(text)) return null;
  const program = parseShell(text);
  const only = onlyCommand(program);
  if (only && replacementSites(program, 'command-string', shell).has(only)) return null;
  return asked;
}

/** The one command of a health check, and the `|| exit 1` behind it; null where there is more to it. */
export function askingCommand(text: string): { command: SimpleCommand; end: number } | null {
  const [line, ...lines] = parseShell(text).lines;
  const [item, ...items] = line?.items ?? [];
  if (!item || lines.length > 0 || items.length > 0 || item.background) return null;
  const { node } = item;
  if (node.kind === 'simple') return { command: node, end: node.span.end };
  if (node.kind !== 'and-or' || node.first.kind !== 'simple' || node.rest.length !== 1) return null;
  const [other] = node.rest;
  if (other?.operator !== '||' || other.node.kind !== 'simple') return null;
  const words = other.node.words.map(literalWord);
  const fails = words.join(' ') === 'exit 1' || words.join(' ') === 'false';
  return fails && other.node.redirects.length === 0 ? { command: node.first, end: node.span.end } : null;
}
