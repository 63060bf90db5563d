import { describe, expect, test } from 'vitest';
import { isCalled } from '../../src/startup/launch/enclosing-functions.ts';
import { handlerCode, handlersIn } from '../../src/startup/launch/handler-code.ts';

function signals(runtime: string, text: string): readonly string[] | null {
  const language = handlerCode.get(runtime);
  if (!language) throw new Error(runtime);
  const seen = handlersIn(text, language);
  return seen && [...new Set(seen.handlers.map(({ signal }) => signal))];
}

describe('node', () => {
  test.each([
    [`process.on('SIGTERM', () => { server.close() })`, ['SIGTERM']],
    ['process.once(`SIGINT`, stop)', ['SIGINT']],
    [
      `process\n  .on("SIGTERM", async () => {\n    await app.close();\n    process.exit(0);\n  })`,
      ['SIGTERM'],
    ],
    [`for (const s of ['SIGTERM', 'SIGINT']) process.on(s, stop)`, ['SIGTERM', 'SIGINT']],
    [`// process.on('SIGTERM', stop)`, []],
    [`/* process.on('SIGTERM', stop) */`, []],
    [`console.log("process.on('SIGTERM', stop)")`, []],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholder is the code that is read
    ["console.log(`${a + `}`} process.on('SIGTERM', stop)`)", []],
    [`const q = /'/; // it's\nprocess.on('SIGTERM', stop)`, ['SIGTERM']],
    [`const h = a / b; // 'tis\nprocess.on('SIGTERM', stop)`, ['SIGTERM']],
    [`process.on('SIGTERM', () => {})`, []],
    [`process.on('SIGTERM', () => console.log('got it'))`, []],
    [`process.on('SIGTERM', function () { console.log('got it'); })`, []],
    [`process.on('SIGTERM', () => { console.log('got it'); process.exit(0) })`, ['SIGTERM']],
    [`process.on('exit', stop)`, []],
    [`worker.on('SIGTERM', stop)`, []],
    [`const a = 'never ends`, null],
  ])('%s', (text, expected) => {
    expect(signals('node', text)).toEqual(expected);
  });
});

describe('python', () => {
  test.each([
    ['signal.signal(signal.SIGTERM, stop)', ['SIGTERM']],
    ['signal(SIGTERM, stop)', ['SIGTERM']],
    ['loop.add_signal_handler(signal.SIGTERM, stop.set)', ['SIGTERM']],
    ['for s in (signal.SIGTERM, signal.SIGINT):\n    signal.signal(s, stop)', ['SIGTERM', 'SIGINT']],
    ['signal.signal(signal.SIGTERM, signal.SIG_IGN)', []],
    ['signal.signal(signal.SIGTERM, stop)\nsignal.signal(signal.SIGTERM, signal.SIG_DFL)', []],
    ['# signal.signal(signal.SIGTERM, stop)', []],
    ['"""\nsignal.signal(signal.SIGTERM, stop)\n"""', []],
    ["x = 'signal.signal(signal.SIGTERM, stop)'", []],
    ['os.kill(pid, signal.SIGTERM)', []],
  ])('%s', (text, expected) => {
    expect(signals('python', text)).toEqual(expected);
  });
});

test.each([
  ['import uvicorn\nuvicorn.run(app)', ['SIGTERM', 'SIGINT']],
  ['web.run_app(app)', ['SIGTERM', 'SIGINT']],
  ['# uvicorn.run(app)', []],
  ['app.run()', []],
])('python serves: %s', (text, expected) => {
  const language = handlerCode.get('python');
  expect(language && handlersIn(text, language)?.served.map(({ signal }) => signal)).toEqual(expected);
});

describe('perl', () => {
  test.each([
    ['$SIG{TERM} = sub { exit 0 };', ['SIGTERM']],
    [`$SIG{'TERM'} = \\&stop;`, ['SIGTERM']],
    [`$SIG{TERM} = 'IGNORE';`, []],
    ['local $SIG{ALRM} = sub { die };', []],
    ['# $SIG{TERM} = sub { exit 0 };', []],
    ['=pod\n\n$SIG{TERM} = sub { exit 0 };\n\n=cut\nsleep 1;', []],
    ['sleep 1;\n__END__\n$SIG{TERM} = sub { exit 0 };', []],
    ['print <<EOT;\n$SIG{TERM} = sub { exit };\nEOT\n', []],
  ])('%s', (text, expected) => {
    expect(signals('perl', text)).toEqual(expected);
  });
});

describe('php', () => {
  test.each([
    ['<?php pcntl_async_signals(true); pcntl_signal(SIGTERM, fn() => exit(0));', ['SIGTERM']],
    ['<?php pcntl_signal(SIGTERM, "stop"); while (1) { pcntl_signal_dispatch(); }', ['SIGTERM']],
    ['<?php pcntl_signal(SIGTERM, "stop"); // nobody calls it', []],
    ['<?php declare(ticks = 1); pcntl_signal(SIGTERM, SIG_IGN);', []],
    ['<?php # pcntl_async_signals(true); pcntl_signal(SIGTERM, "stop");', []],
  ])('%s', (text, expected) => {
    expect(signals('php', text)).toEqual(expected);
  });
});

describe('the functions that a handler stands in', () => {
  test.each([
    ['node', `function stop() { process.on('SIGTERM', end) }`, ['stop']],
    ['node', `const stop = () => {\n  process.on('SIGTERM', end);\n};`, ['stop']],
    ['node', `const stop = async function (a) { if (a) { process.on('SIGTERM', end) } }`, ['stop']],
    [
      'node',
      `class App {\n  async start(port: number): Promise<void> {\n    process.on('SIGTERM', end);\n  }\n}`,
      ['start'],
    ],
    ['node', `(async () => { process.on('SIGTERM', end) })()`, []],
    ['node', `app.listen(80, function () { process.on('SIGTERM', end) })`, []],
    ['node', `function a() { return 1 }\nprocess.on('SIGTERM', end)`, []],
    ['python', 'def main():\n    if x:\n        signal.signal(signal.SIGTERM, stop)', ['main']],
    ['python', '@app.on_event("startup")\ndef up():\n    signal.signal(signal.SIGTERM, stop)', []],
    ['python', 'class A:\n    def run(self):\n        signal.signal(signal.SIGTERM, stop)', ['run']],
    ['python', 'def main():\n    pass\nsignal.signal(signal.SIGTERM, stop)', []],
    ['perl', 'sub up {\n  $SIG{TERM} = sub { exit 0 };\n}', ['up']],
    ['php', '<?php\nfunction up() {\n pcntl_async_signals(true);\n pcntl_signal(SIGTERM, $end);\n}', ['up']],
  ])('%s: %s', (runtime, text, expected) => {
    const language = handlerCode.get(runtime);
    expect(language && handlersIn(text, language)?.handlers.map(({ within }) => within)).toEqual([expected]);
  });

  test.each([
    ['stop', 'function stop() {} stop()', true],
    ['stop', 'function stop() {}', false],
    ['stop', 'function stop() {} module.exports = { stop }', false],
    ['stop', 'export function stop() {}\nexport { stop };', false],
    ['stop', 'function stop() {} server.on(x, stop)', true],
    ['stop', 'const stop = () => {}', false],
    ['stop', 'const stop = () => {}\nstop();', true],
    ['start', 'class A { async start(x) { } }', false],
    ['start', 'class A { async start(x) { } }\nnew A().start(1)', true],
    ['main', 'def main():\n    pass\nif __name__ == "__main__":\n    main()', true],
    ['main', 'def main():\n    pass', false],
    ['main', 'from app import main\nasyncio.run(main())', true],
    ['run', 'Thread(target=self.run)', true],
    ['up', 'sub up { }\nup;', true],
    ['restart', 'start()', false],
  ])('%s is called in %s: %s', (name, code, expected) => {
    expect(isCalled(name, code)).toBe(expected);
  });

  test('the line is that of the file', () => {
    const language = handlerCode.get('node');
    const text = `/* a\n b */\nconst t = \`\n\n\`;\nprocess.on('SIGTERM', end);`;
    expect(language && handlersIn(text, language)?.handlers).toEqual([
      { signal: 'SIGTERM', line: 6, within: [] },
    ]);
  });
});
