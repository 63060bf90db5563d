/** What a new room is made from. */
interface RoomRequest {
  readonly name: string;
  /** The codes that are taken. */
  readonly taken: readonly string[];
  readonly version: string;
}

/** The files of a new room, as text by path from the project's root: a rule that compiles and two cases. */
export function newRoom({ name, taken, version }: RoomRequest): ReadonlyMap<string, string> {
  const code = freeCode(taken);
  return new Map([
    [`rules/${name}/rule.ts`, ruleModule(code, name, version)],
    [`rules/${name}/README.md`, page(code, name)],
    [`fixtures/${name}/fires/Dockerfile`, 'FROM debian:12\nCMD app; true\n'],
    [`fixtures/${name}/silent-exec-form/Dockerfile`, 'FROM debian:12\nCMD ["app"]\n'],
  ]);
}

/** The lowest code from PID301 up that is free: the author moves it to the group where it belongs. */
function freeCode(taken: readonly string[]): string {
  let number = 301;
  while (taken.includes(`PID${number}`)) number += 1;
  return `PID${number}`;
}

function ruleModule(code: string, name: string, version: string): string {
  return `import { defineRule } from '../../src/contract/rule.ts';

export const rule = defineRule({
  code: '${code}',
  name: '${name}',
  severity: 'warning',
  summary: 'say in one line when it fires',
  fixes: [],
  since: '${version}',
  messages: {
    seen: 'the start command {command} ends as {stop}',
  },
  check(image, file) {
    return image.startups
      .filter((startup) => startup.stop === 'ignored')
      .map((startup) => ({
        place: { file: file.path, span: (image.config.cmd?.by ?? image.stage.from).span },
        message: 'seen',
        args: { command: image.argv.join(' '), stop: startup.stop },
        startup,
        fixes: [],
      }));
  },
});
`;
}

function page(code: string, name: string): string {
  return `# ${code} ${name}

Say in one or two sentences what goes wrong and for whom.

## Why

What the kernel, the shell or the engine does, and where that was measured.

## Bad

\`\`\`dockerfile
FROM debian:12
CMD app; true
\`\`\`

## Good

\`\`\`dockerfile
FROM debian:12
CMD ["app"]
\`\`\`

## Fix

What \`--fix\` does, or why there is no fix.

## When it is fine to ignore it

When nobody is hurt by it.

## Sources

Threads in public trackers where people hit it, as owner/repo#number.
`;
}
