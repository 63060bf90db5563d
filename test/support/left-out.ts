/** What a line of a test's output begins with that says what it left out. */
export const leftOutMark = 'left out: ';

/** Says that a part of the tests is not run on this machine, and why: `left-out-reporter.ts` tells it at the end. */
export function leaveOut(reason: string): void {
  console.warn(leftOutMark + reason);
}
