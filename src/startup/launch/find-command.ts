import type { LaunchContext, Run } from '../evaluate/step.ts';
import type { ImageFile, NoText } from './world.ts';

/** The file that the name of a command runs here. */
export function findCommand(
  name: string,
  { directory = null, variables }: LaunchContext,
  { world }: Run,
): ImageFile | NoText {
  return world.command(name, directory, variables.get('PATH') ?? null);
}
