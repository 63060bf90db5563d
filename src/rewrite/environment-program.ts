import type { Edit, Fix } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import { programName } from '../knowledge/programs.ts';
import { innerStart, wrapper } from '../knowledge/wrappers.ts';
import type { ImageModel } from '../startup/model.ts';
import type { Forwarder } from '../startup/stop/start-path.ts';
import { dropWords } from './drop-words.ts';
import { jsonString } from './exec-form-text.ts';

/** Images in which conda lives in /opt/conda: their Dockerfiles say so. */
const withConda =
  /^(docker\.io\/)?(continuumio\/(mini|ana)conda3?|condaforge\/(miniforge|mambaforge)(3|-pypy3)?|mambaorg\/micromamba)(:|@|$)/;

/**
 * What `conda run -n web app` and `uv run app` start, started by its path in the environment: what they set up for it is lost.
 * None where the environment's folder is not known.
 */
export function environmentProgram(process: Forwarder, image: ImageModel, file: RuleFile): readonly Fix[] {
  const [called = '', ...rest] = process.argv;
  const known = wrapper(programName(called));
  const start = known && innerStart(rest, known.shape);
  if (start === null) return [];
  const program = rest[start] ?? '';
  const folder = folderOf(programName(called), rest.slice(0, start), image);
  if (folder === null || !/^[\w.-]+$/.test(program)) return [];
  const isScript = /\.py$/.test(program);
  const edits = startedFrom(
    process,
    start + 1,
    `${folder}/bin/${isScript ? `python` : program}`,
    isScript,
    image,
    file,
  );
  const title = `start the program of the environment itself, without the variables that ${programName(called)} sets`;
  return edits ? [{ title, safety: 'unsafe', edits }] : [];
}

/** The folder of the environment that a wrapper is told to use. */
function folderOf(tool: string, words: readonly string[], image: ImageModel): string | null {
  if (tool === 'conda' || tool === 'mamba' || tool === 'micromamba') return condaFolder(words, image);
  return tool === 'uv' ? uvFolder(words, image) : null;
}

function condaFolder([, ...options]: readonly string[], { baseImage }: ImageModel): string | null {
  const value = (names: readonly string[]) => {
    const at = options.findIndex((word) => names.includes(word));
    return at === -1 ? null : (options[at + 1] ?? null);
  };
  const prefix = value(['-p', '--prefix']);
  if (prefix !== null) return prefix.startsWith('/') ? prefix.replace(/\/$/, '') : null;
  const name = value(['-n', '--name']);
  if (name === null || !/^[\w.-]+$/.test(name) || !withConda.test(baseImage)) return null;
  return name === 'base' ? '/opt/conda' : `/opt/conda/envs/${name}`;
}

/** Where a RUN has uv make the project's environment, and no option asks for another. */
function uvFolder([, ...options]: readonly string[], { config, lineage }: ImageModel): string | null {
  if (!options.every((word) => /^--(frozen|locked|no-sync|no-dev|no-cache|offline|quiet)$/.test(word)))
    return null;
  const makes = lineage.some(({ instructions }) =>
    instructions.some(
      ({ keyword, arguments: { text } }) => keyword === 'RUN' && /\buv (sync|venv)\b/.test(text),
    ),
  );
  if (!makes || config.uncertain.workdir) return null;
  return config.env.get('UV_PROJECT_ENVIRONMENT') ?? `${config.workdir.replace(/\/$/, '')}/.venv`;
}

/**
 * The first words of a command line replaced by a path.
 *
 * @param count how many words stand in front of the program
 * @param keeps whether the program's own word stays, as an argument of the path
 */
function startedFrom(
  process: Forwarder,
  count: number,
  path: string,
  keeps: boolean,
  image: ImageModel,
  file: RuleFile,
): readonly Edit[] | null {
  // What is dropped ends where a word begins: one more word goes where there is another behind it.
  const whole = !keeps && count + 1 < process.argv.length ? count + 1 : count;
  const edits = dropWords(process, whole, image, file);
  const [edit, ...more] = edits ?? [];
  if (!edit || more.length > 0 || edit.newText !== '' || (!keeps && whole === count)) return null;
  const inText = process.replaced.length > 0 || process.origin !== null;
  return [{ ...edit, newText: inText ? `${path} ` : `${jsonString(path)}, ` }];
}
