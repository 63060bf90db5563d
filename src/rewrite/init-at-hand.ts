import type { CopyRecord } from '../dockerfile/image-config.ts';
import { installsPackages } from '../knowledge/package-managers.ts';
import { programName } from '../knowledge/programs.ts';
import type { ImageModel } from '../startup/model.ts';

/** An init in the image, by what it is and where. */
export interface InitAtHand {
  readonly name: string;
  readonly path: string;
}

const initPath = /(?:^|[\s=>'"(])(\/(?:[\w.-]+\/)*(tini|dumb-init|catatonit))(?=[\s;&|'")]|$)/;
const initWord = /(?:^|[\s'"])(tini|dumb-init|catatonit)(?=[\s;&|='"]|$)/;

/** The init that an image has already, whether or not it is used: copied, installed, or from the base image. */
export function initAtHand(image: ImageModel): InitAtHand | null {
  return fromCopies(image.config.copies) ?? fromRuns(image) ?? fromBase(image.base.hasInit);
}

/** Most images have none, and the patterns take time to compile. */
function namesInit(text: string): boolean {
  return text.includes('tini') || text.includes('dumb-init') || text.includes('catatonit');
}

function fromCopies(copies: readonly CopyRecord[]): InitAtHand | null {
  for (const { destination, sources } of copies) {
    const paths = destination.endsWith('/')
      ? sources.map((source) => `${destination}${programName(source)}`)
      : [destination];
    const path = paths.find(
      (one) => namesInit(one) && /^\/(?:[\w.-]+\/)*(?:tini|dumb-init|catatonit)(?:-static)?$/.test(one),
    );
    if (path !== undefined) return { name: programName(path).replace(/-static$/, ''), path };
  }
  return null;
}

/** What RUN instructions install as a package, or put at a path by other means. */
function fromRuns({ lineage, base }: ImageModel): InitAtHand | null {
  for (const { instructions } of lineage) {
    for (const { keyword, arguments: text } of instructions) {
      if (keyword !== 'RUN') continue;
      if (!namesInit(text.text)) continue;
      const [, path, called] = initPath.exec(text.text) ?? [];
      if (path !== undefined && called !== undefined) return { name: called, path };
      const name = installsPackages(text.text) ? initWord.exec(text.text)?.[1] : undefined;
      if (name === undefined) continue;
      const known = base.inits.find((one) => one.package === name);
      return { name, path: known?.path ?? usualPath(name, text.text) };
    }
  }
  return null;
}

function usualPath(name: string, run: string): string {
  return name === 'tini' && /\bapk\b/.test(run) ? '/sbin/tini' : `/usr/bin/${name}`;
}

function fromBase(hasInit: string | null): InitAtHand | null {
  const [, path, name] = initPath.exec(hasInit ?? '') ?? [];
  return path === undefined || name === undefined ? null : { name, path };
}
