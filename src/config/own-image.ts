import picomatch from 'picomatch';
import type { BaseImageFacts, ShellFact } from '../knowledge/types.ts';

/** What a user says of a base image. Undefined: not said. */
export interface OwnImage {
  /** A glob over the reference in FROM; `*` does not go past a `/`. */
  readonly pattern: string;
  /** The place where it is said, as `.pid1-lint.yaml:4`. */
  readonly from: string;
  readonly like?: string;
  readonly shell?: {
    readonly implementation: ShellFact['implementation'];
    readonly version?: string;
    readonly build?: 'upstream' | 'debian';
  };
  readonly entrypoint?: readonly string[] | null;
  readonly cmd?: readonly string[] | null;
  readonly entrypointExecs?: boolean;
  readonly stopSignal?: string;
  readonly init?: string;
}

/** Puts what a user says of base images over what is known of them. Of several patterns that match, the last counts. */
export function withOwnImages(
  lookup: (reference: string) => BaseImageFacts,
  images: readonly OwnImage[],
): (reference: string) => BaseImageFacts {
  if (images.length === 0) return lookup;
  return (reference) => {
    const own = images.findLast(({ pattern }) => picomatch.isMatch(reference, pattern, { dot: true }));
    return own === undefined ? lookup(reference) : ownFacts(reference, own, lookup(own.like ?? reference));
  };
}

function ownFacts(reference: string, own: OwnImage, known: BaseImageFacts): BaseImageFacts {
  const like = own.like === undefined ? '' : ` like ${own.like}`;
  return {
    ...known,
    reference,
    sh: own.shell === undefined ? known.sh : ownShell(own.shell),
    config: ownConfig(own, known.config),
    entrypointExecs: own.entrypointExecs ?? (own.entrypoint === undefined ? known.entrypointExecs : null),
    hasInit: own.init ?? known.hasInit,
    because: `${reference}: ${own.from} says what it is${like}`,
    sure: own.like === undefined || known.sure,
  };
}

function ownShell({ implementation, version, build }: NonNullable<OwnImage['shell']>): ShellFact {
  return { implementation, version: version ?? null, build: build ?? null, sure: true };
}

/** Who says one of ENTRYPOINT and CMD has said both. */
function ownConfig(
  { entrypoint, cmd, stopSignal }: OwnImage,
  known: BaseImageFacts['config'],
): BaseImageFacts['config'] {
  const said = entrypoint !== undefined || cmd !== undefined;
  if (!said && known === null) return null;
  const before = known ?? { entrypoint: null, cmd: null, shell: null, stopSignal: null, user: null };
  return {
    ...before,
    ...(said && { entrypoint: entrypoint ?? null, cmd: cmd ?? null }),
    ...(stopSignal !== undefined && { stopSignal }),
  };
}
