import { describe, expect, test } from 'vitest';
import { handlerCode, handlersIn } from '../../src/startup/handler-code.ts';

function signals(runtime: string, text: string): readonly string[] | null {
  const language = handlerCode.get(runtime);
  if (!language) throw new Error(runtime);
  return handlersIn(text, language)?.signals ?? null;
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
  expect(language && handlersIn(text, language)?.served).toEqual(expected);
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
