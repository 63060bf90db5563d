import type { NameData } from './base-image-data.ts';
import type { ImageReference } from './image-reference.ts';
import { ownValue } from './own-value.ts';

/** The name under which the knowledge of an image is kept. */
export interface ImageName {
  /** Docker Hub names without registry and `library/`, others with their registry. */
  readonly name: string;
  /** False: it looks like a private copy of that image; nothing proves that it is one. */
  readonly sure: boolean;
}

/** Folders of a private registry that are known to hold copies of Docker Hub. */
const mirrorFolder = /(?:^|\/)(?:library|docker\.io|docker-?hub[a-z-]*|dependency_proxy\/containers)\/(.+)$/;

/**
 * Finds the name of an image behind mirrors, platform namespaces and other names of it.
 *
 * `mycorp/node` stays what it is: somebody's own image. `harbor.example.com/library/node` is taken for a
 * copy of the official one, with `sure: false`, and so is `registry.example.com/node`.
 */
export function imageName(reference: ImageReference, names: NameData): ImageName {
  const { registry, repository } = reference;
  if (registry === null || names.hub.includes(registry))
    return { name: hubName(repository, names), sure: true };
  const full = `${registry}/${repository}`;
  const mirror = names.hubMirrors.find((prefix) => full.startsWith(prefix));
  if (mirror !== undefined) return { name: hubName(full.slice(mirror.length), names), sure: true };
  const alias = ownValue(names.aliases, full);
  if (alias !== undefined) return { name: alias, sure: true };
  const copied = mirrorFolder.exec(repository)?.[1] ?? soleComponent(registry, repository, names);
  return copied === null ? { name: full, sure: true } : { name: hubName(copied, names), sure: false };
}

/** On a private registry `node` is likely a copy; public ones hold their operators' own images. */
function soleComponent(registry: string, repository: string, names: NameData): string | null {
  return repository.includes('/') || names.publishers.includes(registry) ? null : repository;
}

function hubName(repository: string, names: NameData): string {
  const official = repository.replace(/^library\//, '');
  const slash = official.indexOf('/');
  const plain = names.architectures.includes(official.slice(0, slash)) ? official.slice(slash + 1) : official;
  return ownValue(names.aliases, plain) ?? plain;
}
