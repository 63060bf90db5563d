import type { ProjectAnswer, ProjectProcess, ProjectQuery } from '../../knowledge/started.ts';
import type { ReadProjectFile } from './project-file.ts';

/** The processes of a Procfile, or the one that is named. */
export function listProcfile({ name, file }: ProjectQuery, read: ReadProjectFile): ProjectAnswer {
  const path = file ?? 'Procfile';
  const text = read(path);
  if (typeof text !== 'string') return { kind: 'unread', because: text.because };
  const all = text.split(/\r?\n/).flatMap((line): (readonly [string, ProjectProcess])[] => {
    const [, process = '', command = ''] = /^([A-Za-z0-9_-]+):\s*(.+)$/.exec(line) ?? [];
    return command === '' ? [] : [[process, { texts: [command] }]];
  });
  const processes = all.filter(([process]) => name === null || process === name).map(([, one]) => one);
  return processes.length > 0
    ? { kind: 'texts', processes }
    : { kind: 'absent', because: `${path} has no process ${name ?? ''}` };
}
