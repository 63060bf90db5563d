import { findRule } from '../contract/find-rule.ts';
import { unknownRule } from '../lint/ignore-comments.ts';
import { ruleList } from '../report/rule-list.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';
import type { Io } from './io.ts';
import type { RulesOptions } from './options.ts';
import { paintFor } from './paint-for.ts';
import type { Parts } from './parts.ts';
import { say } from './say.ts';

/** `pid1-lint rules`: the list of the rules, or the pages of those that are named. */
export async function rulesCommand(
  { names, color }: RulesOptions,
  io: Io,
  parts: Parts,
): Promise<ExitStatus> {
  const rules = await parts.loadRules();
  if (names.length === 0) {
    io.stdout.write(ruleList(rules, await paintFor({ color, output: null }, io)));
    return exitStatus.clean;
  }
  const unknown = names.find((name) => findRule(rules, name) === null);
  if (unknown !== undefined) {
    say(io, unknownRule(unknown, rules));
    return exitStatus.failure;
  }
  const pages = await parts.loadPages();
  const wanted = names.map((name) => pages[findRule(rules, name)?.name ?? ''] ?? '');
  io.stdout.write(wanted.join('\n'));
  return exitStatus.clean;
}
