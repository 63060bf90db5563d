import { isPattern, matchName } from '../../context/match-name.ts';
import { packageFile } from '../../knowledge/package-files.ts';
import { signalName } from '../../knowledge/signals.ts';
import type { ProjectAnswer, ProjectProcess, ProjectQuery } from '../../knowledge/started.ts';
import { pathIn } from '../image/path-set.ts';
import { isOn, readIni } from './ini.ts';
import type { ReadProjectFile } from './project-file.ts';
import type { ServiceFolders } from './service-folders.ts';

type Sections = ReturnType<typeof readIni>;
type Unread = Extract<ProjectAnswer, { kind: 'unread' }>;

/** Where supervisord looks for its configuration when none is named. */
const places = [
  'supervisord.conf',
  'etc/supervisord.conf',
  '/etc/supervisord.conf',
  '/etc/supervisor/supervisord.conf',
];

/** Seconds until SIGKILL where `stopwaitsecs` says nothing. */
const usualGrace = 10;

/**
 * The programs that a configuration of supervisord starts, in its file and those that it includes, each with the
 * signal that ends it. Read in supervisor 4.2.5: a section that several files have is put together, the last value of a
 * key counts, and what an included file includes is not read.
 */
export function supervisedPrograms(
  { file }: ProjectQuery,
  readFile: ReadProjectFile,
  image: ServiceFolders,
): ProjectAnswer {
  const read: ReadProjectFile = (path) => {
    const text = readFile(path);
    return typeof text === 'string' ? text : (packageFile(path, image.hasPackage) ?? text);
  };
  const candidates = file === null ? places : [file];
  const texts = candidates.map(read);
  const found = texts.findIndex((one) => typeof one === 'string');
  const text = texts[Math.max(found, 0)];
  if (typeof text !== 'string') return { kind: 'unread', because: text?.because ?? '' };
  const sections = withIncluded(text, folderOf(candidates[found] ?? ''), read, image);
  if ('because' in sections) return sections;
  const programs = [...sections].filter(([name]) => /^(program|fcgi-program|eventlistener):/.test(name));
  const processes = programs.flatMap(([, keys]) => programOf(keys));
  return processes.length > 0
    ? { kind: 'texts', processes, background: !isOn(sections.get('supervisord')?.get('nodaemon')) }
    : { kind: 'absent', because: 'its configuration starts nothing' };
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || (path.startsWith('/') ? '/' : '.');
}

/** The sections of a configuration together with those of the files that `[include]` names, relative to its folder. */
function withIncluded(
  text: string,
  folder: string,
  read: ReadProjectFile,
  image: ServiceFolders,
): Sections | Unread {
  const own = readIni(text);
  const patterns = (own.get('include')?.get('files') ?? '').replaceAll('%(here)s', folder).split(/\s+/);
  const texts = [text];
  for (const pattern of patterns.filter((one) => one !== '')) {
    const paths = included(pattern.startsWith('/') ? pattern : pathIn(folder, pattern), image);
    for (const path of paths ?? []) {
      const one = read(path);
      if (typeof one !== 'string') return { kind: 'unread', because: one.because };
      texts.push(one);
    }
    if (paths === null || (paths.length === 0 && !startsSome(own))) {
      const because = `its configuration includes ${pattern}, and nothing in the Dockerfile is seen to be there`;
      return { kind: 'unread', because };
    }
  }
  return readIni(texts.join('\n'));
}

function startsSome(sections: Sections): boolean {
  return [...sections.keys()].some((name) => name.startsWith('program:'));
}

/** The files that a pattern matches, sorted as supervisord sorts them; null where it is not followed. */
function included(path: string, { names }: ServiceFolders): readonly string[] | null {
  if (!isPattern(path)) return [path];
  const folder = folderOf(path);
  if (isPattern(folder) || path.includes('%(')) return null;
  const pattern = path.slice(path.lastIndexOf('/') + 1);
  return names(folder)
    .filter((name) => !name.startsWith('.') && matchName(pattern, name))
    .map((name) => pathIn(folder, name))
    .sort();
}

function programOf(keys: ReadonlyMap<string, string>): readonly ProjectProcess[] {
  const command = keys.get('command');
  if (command === undefined || keys.get('autostart')?.toLowerCase() === 'false') return [];
  const signal = signalName(keys.get('stopsignal') ?? 'TERM') ?? 'SIGTERM';
  const seconds = Number(keys.get('stopwaitsecs') ?? usualGrace);
  const grace = Number.isFinite(seconds) ? seconds : usualGrace;
  const directory = keys.get('directory');
  return [
    {
      texts: [command.replaceAll('%%', '%')],
      stop: { signal, group: isOn(keys.get('stopasgroup')), grace },
      ...(directory !== undefined && !directory.includes('%(') && { directory }),
    },
  ];
}
