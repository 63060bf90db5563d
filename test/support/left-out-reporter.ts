import type { UserConsoleLog } from 'vitest';
import type { Reporter, TestModule } from 'vitest/node';
import { leftOutMark } from './left-out.ts';

/** Tells at the end of a run, in one place, which tests were skipped and what tests left out, and why. */
export default class LeftOutReporter implements Reporter {
  readonly #said = new Set<string>();

  onUserConsoleLog({ content }: UserConsoleLog): void {
    for (const line of content.split('\n')) {
      if (line.startsWith(leftOutMark)) this.#said.add(line.slice(leftOutMark.length));
    }
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap((module) =>
      [...module.children.allTests('skipped')].map((test) => {
        const result = test.result();
        const why = result.state === 'skipped' ? result.note : undefined;
        return `${module.relativeModuleId} > ${test.fullName}: ${why ?? 'no reason given'}`;
      }),
    );
    const all = [...skipped, ...this.#said];
    if (all.length === 0) console.log('Nothing was left out.');
    else console.log(`Left out on this machine:\n${all.map((line) => `  ${line}\n`).join('')}`);
  }
}
