/** What the exit status says. */
export const exitStatus = {
  /** No finding at or above `--fail-on`; with `--diff`: nothing would change. */
  clean: 0,
  /** Findings, after `--fix` those that remain; with `--diff`: a change would be made. */
  findings: 1,
  /** Wrong usage, unreadable input, or an internal error. */
  failure: 2,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];
