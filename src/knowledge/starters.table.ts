import { byEachName } from './by-each-name.ts';
import initData from './data/inits.json' with { type: 'json' };
import wrapperData from './data/wrappers.json' with { type: 'json' };
import type { StarterEntry } from './starter-data.ts';

/** The entries of wrappers.json by every name they have. In the bundle one is read when it is asked for. */
export const wrappers = byEachName(wrapperData.wrappers as readonly StarterEntry[]);
/** Those of inits.json. */
export const inits = byEachName(initData.inits as readonly StarterEntry[]);
