import type { ProjectAnswer, ProjectQuery } from '../../knowledge/started.ts';
import { makeRecipe } from './make-recipe.ts';
import { denoTask, packageScript } from './package-scripts.ts';
import { listProcfile } from './procfile.ts';
import type { PlaceProjectFile, ReadProjectFile } from './project-file.ts';
import { pythonScript } from './python-scripts.ts';
import {
  runitServices,
  type ServiceFolders,
  s6OverlayServices,
  s6Services,
  serviceRun,
  servicesOfMyInit,
} from './service-folders.ts';
import { supervisedPrograms } from './supervisor-config.ts';
import type { ImageFile, NoText } from './world.ts';
import { fileSource, isText } from './world.ts';

type Reader = (
  query: ProjectQuery,
  read: ReadProjectFile,
  place: PlaceProjectFile,
  folders: ServiceFolders,
) => ProjectAnswer;

/** Who reads which file. */
const readers: Readonly<Record<string, Reader>> = {
  npm: packageScript,
  yarn: packageScript,
  pnpm: packageScript,
  bun: packageScript,
  deno: denoTask,
  'run-s': npmRun,
  make: makeRecipe,
  foreman: listProcfile,
  honcho: listProcfile,
  hivemind: listProcfile,
  goreman: listProcfile,
  forego: listProcfile,
  overmind: listProcfile,
  supervisord: (query, read, _, image) => supervisedPrograms(query, read, image),
  '/init': (_, __, ___, image) => s6OverlayServices(image),
  my_init: (_, __, ___, image) => servicesOfMyInit(image),
  runsvdir: (query, _, __, image) => runitServices(query, image),
  'runsvdir-start': (query, _, __, image) => runitServices(query, image),
  runsv: (query, read, _, image) => serviceRun(query, read, image),
  's6-svscan': (query, _, __, image) => s6Services(query, image),
  's6-supervise': (query, read, _, image) => serviceRun(query, read, image),
  poetry: pythonScript,
  pipenv: pythonScript,
  hatch: pythonScript,
  pdm: pythonScript,
  uv: pythonScript,
  rye: pythonScript,
};

/** Looks up in the files of the image what an init or wrapper is told to start by a name. */
export function readProject(
  file: (path: string) => ImageFile | NoText,
  folders: ServiceFolders,
): (query: ProjectQuery) => ProjectAnswer {
  return (query) => {
    const reader = readers[query.tool];
    if (!reader) return { kind: 'unread', because: `what ${query.tool} is told to start is not read` };
    const find = (path: string) =>
      file(query.directory === null || path.startsWith('/') ? path : `${query.directory}/${path}`);
    const place: PlaceProjectFile = (path) => {
      const found = find(path);
      return isText(found) ? fileSource(found) : null;
    };
    const read: ReadProjectFile = (path) => {
      const found = find(path);
      return isText(found) ? found.text : { because: `${path} was not read: ${found.reason}` };
    };
    return reader(query, read, place, folders);
  };
}

/** run-s and run-p start `npm run NAME`; a pattern names several. */
function npmRun({ name }: ProjectQuery): ProjectAnswer {
  if (name === null || /[*?{}]/.test(name)) {
    return { kind: 'unread', because: 'which scripts a pattern names is not followed' };
  }
  return { kind: 'texts', processes: [{ texts: [`npm run ${name}`] }] };
}
