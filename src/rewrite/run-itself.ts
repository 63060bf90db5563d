import type { Fix } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import { programName } from '../knowledge/programs.ts';
import type { ImageModel } from '../startup/model.ts';
import { type Forwarder, startPath } from '../startup/stop/start-path.ts';
import { plainWords } from './plain-words.ts';
import { quoted } from './quoted.ts';
import { replaceArguments } from './replace-arguments.ts';
import { ownSettings } from './start-place.ts';

/** Programs that are found without `node_modules/.bin`, which only a package manager puts into PATH. */
const onPath: ReadonlySet<string> = new Set(['bun', 'deno', 'node', 'python', 'python3']);

/**
 * `npm start` as the command that it runs in a shell, where that is plain words. What a package manager sets for the
 * program (`npm_package_name`, PATH) is lost.
 */
export function runItself(wrapper: Forwarder, image: ImageModel, file: RuleFile): readonly Fix[] {
  const { last } = startPath(wrapper);
  const script = scriptOf(wrapper.argv);
  if (script === null || hasNeighbours(script, image)) return [];
  if (last.body.kind !== 'shell' || last.body.context.entry !== 'command-string') return [];
  const words = plainWords(last.body.context.program);
  const setting = ownSettings(image.config).find(
    ({ form, argv }) => form?.kind === 'exec' && argv.join('\0') === wrapper.argv.join('\0'),
  );
  if (!words || !setting?.by || !onPath.has(programName(words[0] ?? ''))) return [];
  const edits = replaceArguments(setting.by, words, file);
  const tool = programName(wrapper.argv[0] ?? '');
  const title = `run ${quoted(words)} itself, without the npm_* variables and the node_modules/.bin in PATH that ${tool} sets`;
  return [{ title, safety: 'unsafe', edits }];
}

/** The script that a package manager is told to run, with no option that takes it to another folder; else null. */
function scriptOf([called = '', ...words]: readonly string[]): string | null {
  if (!/^(npm|pnpm|yarn|bun)$/.test(programName(called))) return null;
  const names = /^run(-script)?$/.test(words[0] ?? '') ? words.slice(1) : words;
  const [name] = names;
  return names.length === 1 && name && /^[\w:.]+$/.test(name) ? name : null;
}

/** Whether `prestart` or `poststart` would run around it, or it cannot be seen. */
function hasNeighbours(script: string, image: ImageModel): boolean {
  const file = image.file(`${image.config.workdir.replace(/\/$/, '')}/package.json`);
  if (file.kind !== 'text') return true;
  const { text } = file.source.text;
  return [`"pre${script}"`, `"post${script}"`].some((key) => text.includes(key));
}
