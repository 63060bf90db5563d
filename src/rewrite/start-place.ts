import type { CommandSetting, ImageConfig } from '../dockerfile/image-config.ts';
import type { ShellSource } from '../startup/evaluate/shell-state.ts';
import type { SourcePlace } from '../startup/model.ts';

/** ENTRYPOINT and CMD as far as this Dockerfile sets them. */
export function ownSettings({ entrypoint, cmd }: ImageConfig): readonly CommandSetting[] {
  return [entrypoint, cmd].filter((setting): setting is CommandSetting => setting?.by != null);
}

/**
 * The instruction that holds what a shell runs. A shell whose text was put together from variables
 * stands in none, unless it is that of a shell form: then it is the first instruction that this Dockerfile has for the start.
 *
 * @returns null when ENTRYPOINT and CMD are both inherited.
 */
export function settingOf(source: ShellSource, config: ImageConfig, file: string): CommandSetting | null {
  const own = ownSettings(config);
  const at = source.file === file ? source.text.pieces[0]?.source.start : undefined;
  const holds = ({ by }: CommandSetting): boolean =>
    by !== null && at !== undefined && at >= by.argumentsSpan.start && at < by.argumentsSpan.end;
  // What an entrypoint script hands on by `exec "$@"` stands in its instruction nevertheless.
  const handedOn = ({ argv, form }: CommandSetting): boolean =>
    source.file === null && form?.kind === 'shell' && argv.at(-1) === source.text.text;
  return own.find(holds) ?? own.find(handedOn) ?? own[0] ?? null;
}

/** The arguments of an instruction as a finding's place. */
export function placeOfSetting(setting: CommandSetting | null, file: string): SourcePlace | null {
  return setting?.by ? { file, span: setting.by.argumentsSpan } : null;
}
