import { signalName } from '../../knowledge/signals.ts';
import type { ProjectAnswer, ProjectProcess, ProjectQuery } from '../../knowledge/started.ts';
import { isOn, readIni } from './ini.ts';
import type { ReadProjectFile } from './project-file.ts';

/** Where supervisord looks for its configuration when none is named. */
const places = [
  'supervisord.conf',
  'etc/supervisord.conf',
  '/etc/supervisord.conf',
  '/etc/supervisor/supervisord.conf',
];

/** The programs that a configuration of supervisord starts, each with the signal that ends it. */
export function supervisedPrograms({ file }: ProjectQuery, read: ReadProjectFile): ProjectAnswer {
  const texts = (file === null ? places : [file]).map(read);
  const text = texts.find((one) => typeof one === 'string') ?? texts[0];
  if (typeof text !== 'string') return { kind: 'unread', because: text?.because ?? '' };
  const sections = readIni(text);
  const included = sections.get('include')?.get('files');
  if (included !== undefined) {
    return { kind: 'unread', because: `its configuration includes ${included}, which is not followed` };
  }
  const programs = [...sections].filter(([name]) => /^(program|fcgi-program|eventlistener):/.test(name));
  const processes = programs.flatMap(([, keys]) => programOf(keys));
  return processes.length > 0
    ? { kind: 'texts', processes, background: !isOn(sections.get('supervisord')?.get('nodaemon')) }
    : { kind: 'absent', because: 'its configuration starts nothing' };
}

function programOf(keys: ReadonlyMap<string, string>): readonly ProjectProcess[] {
  const command = keys.get('command');
  if (command === undefined || keys.get('autostart')?.toLowerCase() === 'false') return [];
  const signal = signalName(keys.get('stopsignal') ?? 'TERM') ?? 'SIGTERM';
  return [{ texts: [command.replaceAll('%%', '%')], stop: { signal, group: isOn(keys.get('stopasgroup')) } }];
}
