/** What stands before the `{` of a named function: a declaration, a function that a name is set to, or a method. */
const beforeBody = new RegExp(
  [
    String.raw`\bfunction\s*\*?\s*&?\s*([\w$]+)\s*\([^()]*(?:\([^()]*\)[^()]*)*\)\s*(?::[^={};]+)?$`,
    String.raw`\b(?:const|let|var)\s+([\w$]+)\s*(?::[^={}]+)?=\s*(?:async\s*)?(?:function\b\s*\*?\s*[\w$]*\s*)?\(?[^={};]*\)?\s*(?::[^={};]+)?(?:=>)?\s*$`,
    String.raw`(?:^|[\n;{}])\s*(?:(?:async|static|public|private|protected|override|get|set)\s+)*([\w$]+)\s*\([^(){};]*\)\s*(?::[^={};]+)?$`,
    String.raw`\bsub\s+(\w+)\s*$`,
  ].join('|'),
);

const keywords: ReadonlySet<string> = new Set([
  'if',
  'for',
  'while',
  'switch',
  'catch',
  'with',
  'foreach',
  'elseif',
]);

/** How much text before a `{` is looked at, in characters. */
const farthest = 300;

/** The named functions around a place of code whose blocks stand in braces, the innermost first. */
export function functionsInBraces(code: string, place: number): readonly string[] {
  const names: string[] = [];
  let depth = 0;
  for (let at = place - 1; at >= 0; at -= 1) {
    if (code[at] === '}') depth += 1;
    else if (code[at] === '{') depth -= 1;
    if (depth >= 0) continue;
    depth = 0;
    const found = beforeBody.exec(code.slice(Math.max(0, at - farthest), at).trimEnd());
    const name = found?.slice(1).find((one) => one !== undefined);
    if (name !== undefined && !keywords.has(name)) names.push(name);
  }
  return names;
}

/** Likewise where blocks are indented. What a decorator is given is called by who made that. */
export function functionsByIndent(code: string, place: number): readonly string[] {
  const lines = code.slice(0, place).split('\n');
  const names: string[] = [];
  let indent = indentOf(lines.at(-1) ?? '');
  for (let at = lines.length - 2; at >= 0 && indent > 0; at -= 1) {
    const line = lines[at] as string;
    if (line.trim() === '' || indentOf(line) >= indent) continue;
    indent = indentOf(line);
    const name = /^\s*(?:async\s+)?def\s+(\w+)/.exec(line)?.[1];
    if (name !== undefined && !/^\s*@/.test(lines[at - 1] ?? '')) names.push(name);
  }
  return names;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Whether some code calls a function of that name, or hands it on to something that may. */
export function isCalled(name: string, code: string): boolean {
  const word = name.replaceAll('$', '\\$');
  const definition = String.raw`(?<!\b(?:function|def|sub)\s*[*&]?\s*)`;
  const call = new RegExp(String.raw`${definition}(?<![\w$])${word}\s*\((?![^(){};]*\)\s*(?::[^={};]+)?\{)`);
  const handedOn = new RegExp(
    String.raw`[(,=:\\&]\s*(?:[\w$]+\s*(?:\.|->|::)\s*)*${word}\s*(?:[),;\]]|$)`,
    'm',
  );
  const bare = new RegExp(String.raw`^\s*&?${word}\s*;`, 'm');
  return call.test(code) || handedOn.test(withoutExports(code)) || bare.test(code);
}

/** What a file only makes known to others is not called by that. */
function withoutExports(code: string): string {
  return code.replace(/\bexports\b[^\n;]*|\bexport\b[^\n;]*|\bfrom\s+[\w.]+\s+import\b[^\n]*/g, '');
}
