import { signalName } from '../../knowledge/signals.ts';
import type { ProjectAnswer, ProjectQuery } from '../../knowledge/started.ts';
import { pathIn } from '../image/path-set.ts';
import type { ReadProjectFile } from './project-file.ts';
import type { ImageFile, NoText } from './world.ts';
import { isText } from './world.ts';

/** The files and folders of the image, as the starter names them. */
export interface ServiceFolders {
  readonly file: (path: string) => ImageFile | NoText;
  readonly names: (folder: string) => readonly string[];
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

function servicesIn(folder: string, supervisor: string, { file, names }: ServiceFolders): ProjectAnswer {
  const isThere = (path: string): boolean => {
    const found = file(path);
    return isText(found) || found.binary || found.brought;
  };
  const services = names(folder).filter((name) => {
    const service = pathIn(folder, name);
    return !name.startsWith('.') && isThere(pathIn(service, 'run')) && !isThere(pathIn(service, 'down'));
  });
  if (services.length === 0)
    return { kind: 'absent', because: `nothing in the Dockerfile is seen to put services into ${folder}` };
  const processes = services.map((name) => ({ texts: [`${supervisor} ${name}`], directory: folder }));
  return { kind: 'texts', processes };
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
  return { kind: 'texts', processes: [{ texts: ['./run'], directory: name, ...stop }] };
}
