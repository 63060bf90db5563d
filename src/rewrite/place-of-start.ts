import type { CommandSetting } from '../dockerfile/image-config.ts';
import type { ImageModel, SourcePlace } from '../startup/model.ts';
import type { Process } from '../startup/process.ts';
import { ownSettings, placeOfSetting } from './start-place.ts';

/**
 * The arguments of the instruction of this Dockerfile that starts a process: whose shell text does, or that
 * names the program; else of the first one that it has for the start.
 *
 * @returns null when ENTRYPOINT and CMD are both inherited.
 */
export function placeOfStart(process: Process, image: ImageModel, file: string): SourcePlace | null {
  const own = ownSettings(image.config);
  const name = process.argv[0] ?? '';
  const names = ({ argv, form }: CommandSetting): boolean =>
    form?.kind === 'exec' ? argv.includes(name) : (argv.at(-1) ?? '').includes(name);
  const found =
    own.find((setting) => name !== '' && names(setting)) ?? inText(process, own) ?? own[0] ?? null;
  return placeOfSetting(found, file);
}

/** The instruction that holds the shell text of a shell, or of the one that started the process. */
function inText(
  { body, origin, replaced }: Process,
  own: readonly CommandSetting[],
): CommandSetting | undefined {
  const state = body.kind === 'shell' ? body.station.state : (replaced[0]?.origin ?? origin)?.state;
  const at = state?.source.text.pieces[0]?.source.start;
  return own.find(({ by }) => {
    const span = by?.argumentsSpan;
    return at !== undefined && span !== undefined && at >= span.start && at < span.end;
  });
}
