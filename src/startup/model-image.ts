import type { ImageConfig, Stage } from '../dockerfile/image-config.ts';
import type { OwnPrograms } from '../knowledge/own-program.ts';
import { programName } from '../knowledge/programs.ts';
import { signalName } from '../knowledge/signals.ts';
import type { BaseImageFacts, ShellFact } from '../knowledge/types.ts';
import { versionsThatDiffer } from '../knowledge/wrapper-of.ts';
import { init } from '../knowledge/wrappers.ts';
import {
  addedShell,
  candidates,
  type ImageShells,
  isSettled,
  replacedSh,
  shellByName,
} from './evaluate/shell-candidates.ts';
import { createFileFinder, type FileFinder, type FinderImage } from './image/find-files.ts';
import { busyboxApplets } from './launch/busybox-applets.ts';
import { installedPackages } from './launch/installed-packages.ts';
import { installedPrograms } from './launch/installed-programs.ts';
import { loginShells } from './launch/login-shell.ts';
import { hasNoBash } from './launch/no-bash.ts';
import { startWords } from './launch/start-words.ts';
import { toolVersions } from './launch/tool-versions.ts';
import type { ImageModel, Startup, StopOutcome, WhyStep } from './model.ts';
import { type ModelledStart, modelStart, type StartCommand } from './model-start.ts';
import { worstOutcome } from './stop/outcome-rank.ts';

/** A stage and all that is known of the image it makes. */
export interface ImageParts {
  readonly file: string;
  readonly stage: Stage;
  /** The stages that it is built on, from the one on an image of its own to itself. */
  readonly lineage: readonly Stage[];
  readonly final: boolean;
  readonly baseImage: string;
  readonly base: BaseImageFacts;
  readonly config: ImageConfig;
  /** The texts of the RUN instructions that made the image, base stages first. */
  readonly runTexts: readonly string[];
  /** The files of the image. */
  readonly files: FinderImage;
  /** What the user says of programs. */
  readonly ownProgram?: OwnPrograms;
  /** Why the build context is where it is, when that is worth saying. */
  readonly contextNote: () => string | null;
}

/** Models one image: its start command, the ways it can unfold, and what the stop signal does on each. */
export function modelImage(parts: ImageParts): ImageModel {
  const { file, stage, lineage, final, baseImage, base, config } = parts;
  const words = startWords(config, file);
  const shells: ImageShells = {
    sh: addedShell(replacedSh(base, parts.runTexts), config),
    bash: addedShell(base.bash, config),
    noBash: hasNoBash(base, config, parts.runTexts),
  };
  const argv = words.map(({ text }) => text);
  const files = createFileFinder(parts.files);
  const hasPackage = installedPackages(parts.runTexts);
  const stopSignal = config.stopSignal?.value ?? 'SIGTERM';
  const common = {
    stage,
    lineage,
    final,
    baseImage,
    base,
    config,
    shell: { argv: config.shell.value, ...shellOf(config.shell.value, shells) },
    argv,
    stopSignal: signalName(stopSignal) ?? stopSignal,
    scripts: files.read,
    file: files.find,
  };
  if (base.distribution === 'windows') {
    return {
      ...common,
      startups: [],
      stop: 'unknown',
      skipped: 'a Windows image: there is no PID 1 and no stop signal in the sense of Linux',
    };
  }
  const startups =
    words.length === 0
      ? [nothingToStart(base)]
      : modelStartups(parts, shells, files, {
          words,
          stopSignal,
          env: config.env,
          execsArguments: inheritedExecs(parts),
          files,
          ownProgram: parts.ownProgram ?? (() => null),
          version: toolVersions({
            base,
            runTexts: parts.runTexts,
            copies: config.copies,
            file: files.file,
            workdir: parts.files.workdir,
          }),
          installed: installedPrograms(parts.runTexts),
          loginShell: loginShells({ base, runTexts: parts.runTexts }),
          hasPackage,
          applet: busyboxApplets(base, hasPackage),
          workdir: parts.files.workdir,
          asRoot: config.user === null ? base.config !== null : /^(root|0)(:|$)/.test(config.user.value),
        });
  return { ...common, startups, stop: worstOutcome(startups.map(({ stop }) => stop)), skipped: null };
}

function shellOf(words: readonly string[], shells: ImageShells): ShellFact {
  const name = programName(words[0] ?? '');
  return name === 'busybox' ? shellByName('busybox', shells) : shellByName(name, shells);
}

function nothingToStart(base: BaseImageFacts): Startup {
  const known = base.config !== null;
  const text = known
    ? 'neither the Dockerfile nor its base image says what to start'
    : `the Dockerfile starts nothing of its own, and what the base image starts is not known: ${base.because}`;
  const stop: StopOutcome = known ? 'no-workload' : 'unknown';
  return {
    when: null,
    tree: null,
    stop,
    reached: stop,
    root: null,
    reapsOrphans: null,
    why: [{ text, place: null }],
  };
}

/** Whether a path is the base image's own entrypoint, which is known to hand over to its arguments. */
function inheritedExecs({ base }: ImageParts): (path: string) => boolean {
  const entrypoint = base.config?.entrypoint?.[0];
  const hands = base.entrypointExecs === true && entrypoint !== undefined;
  // An init that images start with is modelled as what it is.
  if (!hands || init(programName(entrypoint)) !== null) return () => false;
  return (path) => programName(path) === programName(entrypoint);
}

/** The startups with the image's shells as they are, or what holds for all that its shells and tools could be. */
function modelStartups(
  parts: ImageParts,
  shells: ImageShells,
  files: FileFinder,
  start: StartCommand,
): readonly Startup[] {
  const first = modelStart(start, shells);
  const open = {
    sh: first.used.has('sh') && !isSettled('sh', shells),
    bash: first.used.has('bash') && !isSettled('bash', shells),
  };
  const settled = open.sh || open.bash ? overCandidates(first, shells, open, start, parts) : first.startups;
  const startups = first.open.size > 0 ? overVersions(settled, first.open, start, shells, parts) : settled;
  const read = scriptSteps(parts, files);
  return startups.map((startup) => withBaseDoubt(withStart(startup, read, parts), parts));
}

/** What holds with every shell that the image could have; no more of them are tried than it takes to know. */
function overCandidates(
  hinted: ModelledStart,
  shells: ImageShells,
  open: { readonly sh: boolean; readonly bash: boolean },
  start: StartCommand,
  parts: ImageParts,
): readonly Startup[] {
  const [sh, ...shs] = open.sh ? candidates('sh', shells) : [shells.sh];
  const [bash, ...bashes] = open.bash ? candidates('bash', shells) : [shells.bash];
  if (sh === undefined || bash === undefined) return hinted.startups;
  const modelWith = startByShells(start, { shells, model: hinted });
  const first = modelWith({ sh, bash }).startups;
  const worst = worstOf(first);
  // A hint (a fact that is not sure) is followed where it does not say that all is well.
  const hint = shells.sh.implementation !== 'unknown' && shells.sh.version !== null;
  if (hint && worst !== 'graceful' && worst !== 'no-workload') return first;
  const all = [sh, ...shs].flatMap((one) => [bash, ...bashes].map((other) => ({ sh: one, bash: other })));
  if (all.every((either) => worstOf(modelWith(either).startups) === worst)) return first;
  const text = `it depends on the shell, and which one ${parts.baseImage} has is not known for sure: ${parts.base.because}`;
  return first.map((startup) => inDoubt(startup, text));
}

/** A start command modelled with shells, where nothing that was modelled before tells what comes of them. */
function startByShells(
  start: StartCommand,
  before: { readonly shells: ImageShells; readonly model: ModelledStart },
): (shells: ImageShells) => ModelledStart {
  const tried = [before];
  return (shells) => {
    const same = tried.find(({ shells: others, model }) =>
      [...model.asked].every((name) => others[name] === shells[name]),
    );
    if (same) return same.model;
    const model = modelStart(start, shells);
    tried.push({ shells, model });
    return model;
  };
}

/** What holds with every version of the tools whose version is not known: the same outcome, or that none is good. */
function overVersions(
  likely: readonly Startup[],
  tools: ReadonlySet<string>,
  start: StartCommand,
  shells: ImageShells,
  { baseImage }: ImageParts,
): readonly Startup[] {
  const known = worstOf(likely);
  if (known === 'unknown') return likely;
  const holds = combinations([...tools]).every((versions) => {
    const worst = worstOf(modelStart(start, shells, versions).startups);
    return worst === known || (bad.has(known) && bad.has(worst));
  });
  if (holds) return likely;
  const text = `it depends on the version of ${[...tools].join(' and ')}, and which one ${baseImage} ends up with is not known`;
  return likely.map((startup) => inDoubt(startup, text));
}

const bad: ReadonlySet<StopOutcome> = new Set<StopOutcome>(['ignored', 'unnotified', 'cut-short']);

function combinations(tools: readonly string[]): readonly ReadonlyMap<string, string>[] {
  return tools.reduce<readonly ReadonlyMap<string, string>[]>(
    (sofar, tool) =>
      sofar.flatMap((versions) =>
        versionsThatDiffer(tool).map((version) => new Map([...versions, [tool, version]])),
      ),
    [new Map()],
  );
}

function worstOf(startups: readonly Startup[]): StopOutcome {
  return worstOutcome(startups.map(({ stop }) => stop));
}

function inDoubt(startup: Startup, text: string): Startup {
  const doubt: WhyStep = { text, place: null };
  return { ...startup, tree: null, stop: 'unknown', reached: 'unknown', reapsOrphans: null, why: [doubt] };
}

/** An unknown base image may have an ENTRYPOINT of its own: then nothing that looks well is sure. */
function withBaseDoubt(startup: Startup, { base, config, baseImage }: ImageParts): Startup {
  if (base.config !== null || config.entrypoint !== null || baseImage === 'scratch') return startup;
  const why: WhyStep = {
    text: `${baseImage} is not a known image: if it sets an ENTRYPOINT, that runs first`,
    place: null,
  };
  const well = startup.stop === 'graceful';
  return { ...startup, stop: well ? 'unknown' : startup.stop, why: [...startup.why, why] };
}

/** Which scripts were read, and where they come from. */
function scriptSteps({ file, contextNote }: ImageParts, files: FileFinder): readonly WhyStep[] {
  const steps: WhyStep[] = [];
  let fromContext = false;
  for (const [path, { name, source, by }] of files.read) {
    const own = source.file === null || source.file === file;
    const what = path === name ? `${path} is the one that` : `${path} is ${name}, which`;
    const text = own ? `${path} is written by this ${by.keyword}` : `${what} this ${by.keyword} brings`;
    fromContext ||= !own;
    steps.push({ text, place: { file, span: by.span } });
  }
  const note = fromContext ? contextNote() : null;
  return note === null ? steps : [...steps, { text: note, place: null }];
}

/** The reasons begin with the instruction that the engine executes. */
function withStart(startup: Startup, read: readonly WhyStep[], { config, file }: ImageParts): Startup {
  const steps: WhyStep[] = [];
  for (const [keyword, setting] of [
    ['ENTRYPOINT', config.entrypoint] as const,
    ['CMD', config.cmd] as const,
  ]) {
    if (!setting) continue;
    const inherited = setting.by === null ? ' (from the base image)' : '';
    const form = setting.form?.kind === 'shell' ? 'is in shell form, so the engine runs' : 'is';
    const place = setting.by ? { file, span: setting.by.span } : null;
    steps.push({ text: `${keyword}${inherited} ${form} ${JSON.stringify(setting.argv)}`, place });
  }
  if (config.cmdReset) {
    const text = `ENTRYPOINT empties the CMD that was inherited, ${JSON.stringify(config.cmdReset.cmd)}`;
    steps.push({ text, place: { file, span: config.cmdReset.by.span } });
  }
  return { ...startup, why: [...steps, ...read, ...startup.why] };
}
