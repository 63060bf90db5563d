import { product } from '../../src/cli/product.ts';
import type { DockerfileModel } from '../../src/lint/model-builder.ts';
import type { ImageModel } from '../../src/startup/model.ts';
import { BASES, type BaseName } from './bases.ts';
import { type Observation, observe } from './observe.ts';
import type { Toolbox } from './toolbox.ts';

/** A Dockerfile to be modelled and run: a base and the lines after it, `{sh}` for the base's shell. */
export interface StartCase {
  readonly base: BaseName;
  readonly lines: string;
}

/** The programs of the start commands that are the workload of the kernel tests under another name. */
export const STUBS: readonly string[] = [
  'app',
  'app2',
  'caddy',
  'celery',
  'gunicorn',
  'java',
  'redis-server',
  'server',
  'uvicorn',
  'worker',
];

const build = await product.loadModel({ buildArgs: new Map() });

/** The text of a case's Dockerfile. */
export function textOf({ base, lines }: StartCase): string {
  return `${BASES[base].lines}${lines.replaceAll('{sh}', BASES[base].shell)}\n`;
}

/** What the product's own model says of a Dockerfile. */
export function modelOf(text: string): DockerfileModel {
  return build({ path: 'Dockerfile', text, changed: new Map() });
}

/**
 * The image that a Dockerfile makes.
 *
 * @throws when the Dockerfile is refused: a case that cannot be built proves nothing
 */
export function imageOf(text: string): ImageModel {
  const { images, dockerfile } = modelOf(text);
  const image = images.at(-1);
  if (!image || dockerfile.problems.length > 0)
    throw new Error(`${dockerfile.problems[0]?.message ?? 'no image'} in ${text}`);
  return image;
}

const GRACE_MS = 1500;

// biome-ignore lint/suspicious/noTemplateCurlyInString: shell text
const PROFILE = 'PATH="${PID1_LINT_BIN}:$PATH"\n';
/** Start-up files of HOME with which a login shell finds the workload. */
const LOGIN_FILES = { '.profile': PROFILE, '.bash_profile': PROFILE };

/**
 * Runs an image's start command as the engine would: the argv that the model worked out, with the image's
 * environment, working directory and stop signal.
 *
 * @param links the programs behind the image's shells, by name
 * @param env variables added to those of the image
 */
export function runImage(
  { argv, config, stopSignal }: ImageModel,
  links: Readonly<Record<string, string>>,
  toolbox: Toolbox,
  env: Readonly<Record<string, string>> = {},
): Promise<Observation> {
  const words = argv.map((word) => withNames(word, links));
  const text = `${words.join(' ')} ${[...config.env.values()].join(' ')}`;
  return observe(words.length > 0 ? words : ['true'], {
    toolbox,
    signal: stopSignal,
    graceMs: GRACE_MS,
    attempts: 3,
    names: STUBS.filter((name) => text.includes(name)),
    links,
    files: LOGIN_FILES,
    env: { ...Object.fromEntries(config.env), ...env },
    // An image without WORKDIR starts in `/`, which is no place for what start commands write.
    ...(config.workdir !== '/' && { cwd: config.workdir }),
  });
}

/** Images have them in different folders. */
const INITS: readonly string[] = ['tini', 'dumb-init', 'catatonit'];

/** `/bin/sh` of the image is not that of the machine: it is looked up by name. */
function withNames(word: string, links: Readonly<Record<string, string>>): string {
  return word.replace(/(?:\/usr)?\/s?bin\/([\w-]+)/g, (path, name: string) =>
    name in links || INITS.includes(name) ? name : path,
  );
}
