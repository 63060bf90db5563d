import type { ContainerProcess, Observation, Verification } from '../contract/verification.ts';
import { outcomeLine } from './outcome-text.ts';
import { type Paint, plain } from './paint.ts';
import { commandLine, printable } from './printable.ts';
import { drawTree, processTree } from './process-tree.ts';

/** For people: what a container did when it was stopped, and whether that is what was predicted. */
export function prettyVerify(verification: Verification, paint: Paint): string {
  const { subject, engine, observation, agreement } = verification;
  const { stop, stopSignal } = observation;
  const differs = !agreement.start || agreement.stop === false || agreement.tree === false;
  const lines = [
    paint.bold(`${printable(subject)}: run and stopped on ${engine.name} ${engine.version}`),
    ...(observation.tree === null
      ? []
      : ['', ...observedTree(observation.tree, stopSignal, paint).map(indent)]),
    '',
    indent(outcomeLine(stop, stopSignal, paint)),
    ...facts(observation).map((line) => indent(paint.dim(line))),
    ...observation.why.map((step) => indent(printable(step))),
    '',
    ...(differs ? sideBySide(verification, paint).map(indent) : [indent(verdict(verification, paint))]),
  ];
  return `${lines.join('\n')}\n`;
}

function facts({ seconds, grace, killed, exitStatus, zombies }: Observation): readonly string[] {
  const status = exitStatus === null ? '' : `, exit status ${exitStatus}`;
  const how = killed ? `killed after the grace period of ${grace} s` : `of ${grace} s that it may take`;
  return [
    ...(seconds === null ? [] : [`${seconds.toFixed(1)} s to stop, ${how}${status}`]),
    ...(zombies === null || zombies.before + zombies.after === 0
      ? []
      : [`zombies: ${zombies.before} before the stop, ${zombies.after} when PID 1 ended`]),
  ];
}

function observedTree(tree: ContainerProcess, stopSignal: string, paint: Paint): readonly string[] {
  return drawTree(tree, (one) => label(one, stopSignal), paint);
}

function label({ role, disposition, zombie }: ContainerProcess, signal: string): string {
  if (zombie) return 'zombie';
  return disposition === null ? role : `${role.padEnd('workload'.length)}  ${says[disposition](signal)}`;
}

const says: Readonly<Record<NonNullable<ContainerProcess['disposition']>, (signal: string) => string>> = {
  catches: (signal) => `catches ${signal}`,
  blocks: (signal) => `waits for ${signal}`,
  ignores: (signal) => `ignores ${signal}`,
  default: () => 'no handler',
};

function verdict({ prediction, observation, agreement }: Verification, paint: Paint): string {
  if (agreement.stop === true) return paint.green('as predicted');
  if (observation.stop === 'unknown') return paint.yellow(`predicted: ${prediction.stop}`);
  return paint.yellow('no prediction: pid1-lint could not tell from the files at hand');
}

/** What was predicted on the left, what was seen on the right. */
function sideBySide({ prediction, observation, agreement }: Verification, paint: Paint): readonly string[] {
  const left = [
    'predicted',
    ...(agreement.start ? [] : [commandLine(prediction.argv, 80)]),
    prediction.stop,
    ...(prediction.when === null ? [] : [`when ${printable(prediction.when)}`]),
    ...(prediction.tree === null ? [] : processTree(prediction.tree, plain)),
  ];
  const seen = observation.tree;
  const right = [
    'observed',
    ...(agreement.start ? [] : [commandLine(observation.argv, 80)]),
    observation.stop,
    ...(prediction.when === null ? [] : ['']),
    ...(seen === null ? [] : drawTree(seen, ({ role }) => role, plain)),
  ];
  const width = Math.max(...left.map((line) => line.length));
  const rows = Array.from({ length: Math.max(left.length, right.length) }, (_, index) => {
    const row = `${(left[index] ?? '').padEnd(width)}  │ ${right[index] ?? ''}`.trimEnd();
    return index === 0 ? paint.dim(row) : row;
  });
  const why = [
    '',
    paint.dim('why it was predicted'),
    ...prediction.why.map((step) => `  ${printable(step)}`),
  ];
  return [headline(agreement, paint), '', ...rows, ...(agreement.stop === false ? why : [])];
}

function headline({ start, stop, tree }: Verification['agreement'], paint: Paint): string {
  if (stop === false) return paint.red('not as predicted: this is a defect of the model, please report it');
  if (!start)
    return paint.yellow('the builder made another start command of it than is read in the Dockerfile');
  const processes = tree === false ? 'the processes are not as predicted' : '';
  return paint.yellow(stop === true ? `the outcome is as predicted, ${processes}` : processes);
}

function indent(line: string): string {
  return line === '' ? '' : `  ${line}`;
}
