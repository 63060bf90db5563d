export const commandNames = ['lint', 'explain', 'verify', 'rules', 'config', 'completion'] as const;
export type CommandName = (typeof commandNames)[number];

/** The options of how containers are run. */
export const engineOptionNames = [
  'engine',
  'platform',
  'run-arg',
  'grace',
  'timeout',
  'ready-after',
  'ready-log',
] as const;
