import { programName } from '../knowledge/programs.ts';
import { init, innerStart, wrapper } from '../knowledge/wrappers.ts';
import type { ImageModel } from '../startup/model.ts';

/**
 * Entrypoint scripts of public images that hand over to whatever CMD is and look at it for a leading `-`
 * alone: docker-library/php `docker-php-entrypoint`, adoptium/containers `__cacert_entrypoint.sh`. That of
 * docker-library/node has a name that others share, see `isOfNode`.
 */
const transparent: ReadonlySet<string> = new Set(['docker-php-entrypoint', '__cacert_entrypoint.sh']);

/**
 * Whether CMD is executed as it stands: there is no ENTRYPOINT before it, or one that starts it without
 * looking at it. A script may behave by its first argument, so that `/bin/sh -c app` and `app` differ.
 */
export function handsOver(image: ImageModel): boolean {
  const { entrypoint } = image.config;
  if (!entrypoint || entrypoint.argv.length === 0) return true;
  if (entrypoint.form?.kind === 'shell') return false;
  return isTransparentScript(entrypoint.argv, image) || startsItsArguments(entrypoint.argv);
}

function isTransparentScript(argv: readonly string[], image: ImageModel): boolean {
  if (argv.length !== 1) return false;
  const name = programName(argv[0] ?? '');
  return transparent.has(name) || (name === 'docker-entrypoint.sh' && isOfNode(image));
}

/** docker-library/node `docker-entrypoint.sh`: unlike others of that name it takes every program alike. */
function isOfNode({ config, base, baseImage }: ImageModel): boolean {
  const inherited =
    config.entrypoint?.by === null && base.config?.entrypoint?.[0] === config.entrypoint.argv[0];
  return inherited && /^(?:.*\/)?node(?:[:@]|$)/.test(baseImage);
}

/** An init, or a wrapper that execs, of which only the program's own words are missing. */
function startsItsArguments(argv: readonly string[]): boolean {
  const name = programName(argv[0] ?? '');
  const asWrapper = wrapper(name);
  const shape = init(name) ?? (asWrapper?.kind === 'execs' ? asWrapper.shape : null);
  return shape !== null && innerStart([...argv.slice(1), 'app'], shape) === argv.length - 1;
}
