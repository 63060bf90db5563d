import type { ProjectAnswer, ProjectQuery } from '../../knowledge/started.ts';
import type { ReadProjectFile } from './project-file.ts';

interface Rule {
  readonly needs: readonly string[];
  readonly lines: readonly string[];
}

const names = ['GNUmakefile', 'makefile', 'Makefile'];

/**
 * The lines that make runs for a target, those of the targets that it needs first. Only plain rules are read:
 * variables of make, patterns and files that are included leave it open.
 */
export function makeRecipe({ name, file }: ProjectQuery, read: ReadProjectFile): ProjectAnswer {
  const texts = (file === null ? names : [file]).map(read);
  const text = texts.find((one) => typeof one === 'string') ?? texts.at(-1);
  if (typeof text !== 'string') return { kind: 'unread', because: text?.because ?? 'no Makefile is named' };
  if (/^\s*(-?include|sinclude|define|SHELL|\.ONESHELL|\.RECIPEPREFIX)\b/m.test(text)) {
    return { kind: 'unread', because: 'the Makefile does more than plain rules do' };
  }
  const rules = rulesIn(text.replace(/\\\r?\n[ \t]*/g, ' '));
  const target = name ?? [...rules.keys()].find((one) => !one.startsWith('.')) ?? '';
  if (!rules.has(target)) {
    return { kind: 'unread', because: `the Makefile has no plain rule for ${target}` };
  }
  const lines = recipeOf(target, rules, new Set()).map(withoutPrefix);
  if (lines.some((line) => /\$[^$]/.test(line.replaceAll('$$', '')))) {
    return { kind: 'unread', because: `the recipe of ${target} uses variables of make` };
  }
  return { kind: 'texts', processes: [{ texts: lines.map((line) => line.replaceAll('$$', '$')) }] };
}

function rulesIn(text: string): ReadonlyMap<string, Rule> {
  const rules = new Map<string, Rule>();
  let targets: readonly string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('\t')) {
      for (const target of targets) addLines(rules, target, [line.trim()]);
      continue;
    }
    const rule = /^([^\s#:=][^#:=]*):(?![:=])([^#;]*)(?:;(.*))?/.exec(line);
    if (!rule) {
      if (/^\S/.test(line) && !line.startsWith('#')) targets = [];
      continue;
    }
    targets = wordsOf(rule[1]);
    for (const target of targets) {
      const { needs, lines } = rules.get(target) ?? { needs: [], lines: [] };
      rules.set(target, { needs: [...needs, ...wordsOf(rule[2])], lines });
      if (rule[3]) addLines(rules, target, [rule[3].trim()]);
    }
  }
  return rules;
}

function addLines(rules: Map<string, Rule>, target: string, more: readonly string[]): void {
  const { needs, lines } = rules.get(target) ?? { needs: [], lines: [] };
  rules.set(target, { needs, lines: [...lines, ...more] });
}

function wordsOf(text = ''): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== '' && word !== '|');
}

function recipeOf(target: string, rules: ReadonlyMap<string, Rule>, seen: Set<string>): readonly string[] {
  const rule = rules.get(target);
  if (!rule || seen.has(target)) return [];
  seen.add(target);
  return [...rule.needs.flatMap((need) => recipeOf(need, rules, seen)), ...rule.lines];
}

/** `@` hides a line, `-` forgives it, `+` runs it always. */
function withoutPrefix(line: string): string {
  return line.replace(/^[@+-]+\s*/, '');
}
