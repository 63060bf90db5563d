/** How a process is named of which no more is known than who starts it. */
export function unseenName(starter: string): string {
  return `what ${starter} starts`;
}

/** Whether a command line is only such a name. */
export function isUnseen(argv: readonly string[]): boolean {
  return argv.length === 1 && /^what .+ starts$/.test(argv[0] ?? '');
}
