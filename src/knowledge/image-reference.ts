/** The parts of an image reference such as `registry.example.com:5000/team/app:1.2@sha256:…`. */
export interface ImageReference {
  /** `registry.example.com:5000`; null where none is written, which means Docker Hub. */
  readonly registry: string | null;
  /** What stands between registry and tag, such as `library/node`. */
  readonly repository: string;
  /** Null where none is written. */
  readonly tag: string | null;
  /** Such as `sha256:…`; null where none is written. */
  readonly digest: string | null;
}

const component = /^[a-z0-9]+(?:(?:\.|_{1,2}|-+)[a-z0-9]+)*$/;
const registryHost = /^(?:[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*|\[[0-9a-fA-F:]+\])(?::\d+)?$/;
const tagForm = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const digestForm = /^[A-Za-z][A-Za-z0-9]*(?:[+._-][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;

/**
 * Splits an image reference as engines do (github.com/distribution/reference): what stands before the
 * first slash is a registry if it has a dot or a colon, is `localhost`, or has upper case.
 *
 * @returns null where the text is no reference, such as one with a variable left in it. Never throws.
 */
export function parseImageReference(text: string): ImageReference | null {
  const [named, digest] = splitAt(text, text.indexOf('@'));
  const slash = named.lastIndexOf('/');
  const colon = named.indexOf(':', slash + 1);
  const [path, tag] = splitAt(named, colon);
  const [registry, repository] = splitRegistry(path);
  const valid =
    repository.split('/').every((part) => component.test(part)) &&
    (registry === null || registryHost.test(registry)) &&
    (tag === null || tagForm.test(tag)) &&
    (digest === null || digestForm.test(digest));
  return valid ? { registry, repository, tag, digest } : null;
}

function splitAt(text: string, index: number): [string, string | null] {
  return index < 0 ? [text, null] : [text.slice(0, index), text.slice(index + 1)];
}

function splitRegistry(path: string): [string | null, string] {
  const slash = path.indexOf('/');
  const first = path.slice(0, slash);
  const isRegistry =
    slash > 0 && (/[.:[]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  return isRegistry ? [first, path.slice(slash + 1)] : [null, path];
}
