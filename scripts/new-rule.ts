import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { main as generate } from './generate.ts';
import { newRoom } from './new-room.ts';
import { loadRooms } from './rooms.ts';

const usage = 'usage: npm run new-rule NAME   (NAME in kebab case, such as shell-stays-pid1)\n';

/** Makes the room, its two first cases and the generated files; returns the exit status. */
export async function main(root: string, args: readonly string[]): Promise<number> {
  const [name] = args;
  if (name === undefined || args.length !== 1 || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    process.stderr.write(usage);
    return 2;
  }
  if (existsSync(join(root, 'rules', name))) {
    process.stderr.write(`rules/${name} is already there\n`);
    return 2;
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const taken = (await loadRooms(root)).map(({ rule }) => rule.code);
  for (const [path, text] of newRoom({ name, taken, version })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    process.stdout.write(`${path}\n`);
  }
  process.stdout.write(
    'Now: say in rule.ts when it fires, then UPDATE=1 npm test -- test/fixtures.test.ts\n',
  );
  return generate(root);
}
