/** What the kernel does with a signal for which a process has no handler (signal(7)). */
export type DefaultAction = 'terminate' | 'ignore' | 'stop' | 'kill';

const numbers: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ILL: 4,
  TRAP: 5,
  ABRT: 6,
  BUS: 7,
  FPE: 8,
  KILL: 9,
  USR1: 10,
  SEGV: 11,
  USR2: 12,
  PIPE: 13,
  ALRM: 14,
  TERM: 15,
  STKFLT: 16,
  CHLD: 17,
  CONT: 18,
  STOP: 19,
  TSTP: 20,
  TTIN: 21,
  TTOU: 22,
  URG: 23,
  XCPU: 24,
  XFSZ: 25,
  VTALRM: 26,
  PROF: 27,
  WINCH: 28,
  IO: 29,
  PWR: 30,
  SYS: 31,
};

const names = new Map(Object.entries(numbers).map(([name, number]) => [number, name]));
const ignoredByDefault = new Set(['CHLD', 'CONT', 'URG', 'WINCH']);
const stopping = new Set(['STOP', 'TSTP', 'TTIN', 'TTOU']);

/**
 * A signal as it is written in a Dockerfile or a shell (`TERM`, `sigterm`, `15`, `RTMIN+3`) by its full
 * name, `SIGTERM`; null for what is no signal of Linux.
 */
export function signalName(written: string): string | null {
  const text = written.trim().toUpperCase();
  if (/^\d+$/.test(text)) return numberName(Number(text));
  const bare = text.replace(/^SIG/, '');
  if (bare in numbers) return `SIG${bare}`;
  if (bare === 'POLL') return 'SIGIO';
  if (bare === 'IOT') return 'SIGABRT';
  if (bare === 'CLD') return 'SIGCHLD';
  const realtime = /^RT(MIN|MAX)(?:([+-])(\d{1,2}))?$/.exec(bare);
  return realtime ? `SIG${bare}` : null;
}

function numberName(number: number): string | null {
  const name = names.get(number);
  if (name) return `SIG${name}`;
  if (number >= 34 && number <= 64) return number === 34 ? 'SIGRTMIN' : `SIGRTMIN+${number - 34}`;
  return null;
}

/** The number of a signal by its full name, as glibc counts realtime signals; null for what is no signal. */
export function signalNumber(signal: string): number | null {
  const bare = signal.replace(/^SIG/, '');
  const realtime = /^RT(MIN|MAX)([+-]\d+)?$/.exec(bare);
  if (realtime) return (realtime[1] === 'MIN' ? 34 : 64) + Number(realtime[2] ?? 0);
  return numbers[bare] ?? null;
}

/** What happens by default; realtime signals terminate. */
export function defaultAction(signal: string): DefaultAction {
  const bare = signal.replace(/^SIG/, '');
  if (bare === 'KILL') return 'kill';
  if (ignoredByDefault.has(bare)) return 'ignore';
  return stopping.has(bare) ? 'stop' : 'terminate';
}
