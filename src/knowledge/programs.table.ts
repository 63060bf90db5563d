import { byEachName } from './by-each-name.ts';
import data from './data/programs.json' with { type: 'json' };
import type { ProgramEntry } from './program-data.ts';

/** The entries of programs.json by every name they have. In the bundle one is read when it is asked for. */
export const programs = byEachName(data.programs as readonly ProgramEntry[]);
