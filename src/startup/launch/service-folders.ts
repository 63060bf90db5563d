import { signalName } from '../../knowledge/signals.ts';
import type { ProjectAnswer, ProjectProcess, ProjectQuery } from '../../knowledge/started.ts';
import { pathIn } from '../image/path-set.ts';
import type { InstalledPackages } from './installed-packages.ts';
import type { ReadProjectFile } from './project-file.ts';
import type { ImageFile, NoText } from './world.ts';
import { isText } from './world.ts';

/** The files and folders of the image, as the starter names them. */
export interface ServiceFolders {
  readonly file: (path: string) => ImageFile | NoText;
  readonly names: (folder: string) => readonly string[];
  readonly hasPackage: InstalledPackages;
}

/** Where runit has its services in Debian and in phusion's images. */
const runitFolder = '/etc/service';

/** The services of runsvdir: `runsv NAME` for each folder with a `run`. */
export function runitServices({ name }: ProjectQuery, image: ServiceFolders): ProjectAnswer {
  return servicesIn(name ?? runitFolder, 'runsv', image);
}

/** The services of s6-svscan: `s6-supervise NAME` for each folder with a `run`. */
export function s6Services({ name }: ProjectQuery, image: ServiceFolders): ProjectAnswer {
  return servicesIn(name ?? '.', 's6-supervise', image);
}

/** my_init runs runsvdir beside its command; the services that its base image brings are not seen. */
export function servicesOfMyInit(image: ServiceFolders): ProjectAnswer {
  const found = servicesIn(runitFolder, 'runsv', image);
  return found.kind === 'texts'
    ? { kind: 'texts', processes: [{ texts: [`runsvdir -P ${runitFolder}`] }] }
    : found;
}

/** Where s6-overlay has its services: as s6-rc's since version 3, and as they were before. */
const compiledFolder = '/etc/s6-overlay/s6-rc.d';
const overlayFolders = [compiledFolder, '/etc/services.d'];

/** The services of s6-overlay: `s6-supervise NAME` for each folder with a `run`, oneshots and bundles left out. */
export function s6OverlayServices(image: ServiceFolders): ProjectAnswer {
  const paths = overlayFolders.flatMap((folder) =>
    serviceNames(folder, image).map((name) => pathIn(folder, name)),
  );
  return supervised(
    paths.map((path) => ({ texts: [`s6-supervise ${path}`] })),
    overlayFolders.join(' or '),
  );
}

function servicesIn(folder: string, supervisor: string, image: ServiceFolders): ProjectAnswer {
  return supervised(
    serviceNames(folder, image).map((name) => ({ texts: [`${supervisor} ${name}`], directory: folder })),
    folder,
  );
}

function supervised(processes: readonly ProjectProcess[], folder: string): ProjectAnswer {
  return processes.length > 0
    ? { kind: 'texts', processes }
    : { kind: 'absent', because: `nothing in the Dockerfile is seen to put services into ${folder}` };
}

/** The names of the folders with a `run` and without a file that keeps it down. */
function serviceNames(folder: string, { file, names }: ServiceFolders): readonly string[] {
  const isThere = (path: string): boolean => {
    const found = file(path);
    return isText(found) || found.binary || found.brought;
  };
  return names(folder).filter((name) => {
    const service = pathIn(folder, name);
    return !name.startsWith('.') && isThere(pathIn(service, 'run')) && !isThere(pathIn(service, 'down'));
  });
}

/** What runsv and s6-supervise start in the folder of a service, and the signal that ends it. */
export function serviceRun(
  { name }: ProjectQuery,
  read: ReadProjectFile,
  { file }: ServiceFolders,
): ProjectAnswer {
  if (name === null) return { kind: 'absent', because: 'it is given no service' };
  const path = pathIn(name, 'run');
  const run = file(path);
  if (!isText(run) && !run.binary) return { kind: 'unread', because: `${path} was not read: ${run.reason}` };
  const named = read(pathIn(name, 'down-signal'));
  const signal = typeof named === 'string' ? signalName(named.trim()) : null;
  const stop = signal === null ? {} : { stop: { signal, group: false } };
  return { kind: 'texts', processes: [{ texts: [runText(name, run)], directory: name, ...stop }] };
}

/** s6-rc copies the `run` of a service, and makes the copy executable: that of its source need not be. */
function runText(folder: string, run: ImageFile | NoText): string {
  const copied = isText(run) && run.executable === false && folder.startsWith(compiledFolder);
  const interpreter = copied ? /^#!\s*(\S.*)/.exec(run.text)?.[1] : undefined;
  return interpreter === undefined ? './run' : `${interpreter.trim()} ./run`;
}
