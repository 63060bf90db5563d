import type { CommandSetting, ImageConfig } from '../dockerfile/image-config.ts';
import type { SourcePlace } from '../startup/model.ts';

/** The arguments of the instruction of this Dockerfile that starts the image; null when both are inherited. */
export function startPlace(config: ImageConfig, file: string): SourcePlace | null {
  const by = config.cmd?.by ?? config.entrypoint?.by;
  return by ? { file, span: by.argumentsSpan } : null;
}

/** ENTRYPOINT and CMD as far as this Dockerfile sets them. */
export function ownSettings({ entrypoint, cmd }: ImageConfig): readonly CommandSetting[] {
  return [entrypoint, cmd].filter((setting): setting is CommandSetting => setting?.by != null);
}
