import type { HeldSignals } from './io.ts';

const held = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Notes the signals that would end the process instead of obeying them, until it is told to let go. */
export function holdSignals(onSignal?: (signal: NodeJS.Signals) => void): HeldSignals {
  let came: NodeJS.Signals | null = null;
  const note = (signal: NodeJS.Signals): void => {
    came ??= signal;
    onSignal?.(signal);
  };
  for (const signal of held) process.on(signal, note);
  return {
    came: () => came,
    release: () => {
      for (const signal of held) process.off(signal, note);
    },
  };
}
