import type { Edit, Fix } from '../contract/finding.ts';
import type { RuleFile } from '../contract/rule.ts';
import type { Instruction } from '../dockerfile/instruction.ts';
import { firstMistake } from '../shell/mistake.ts';
import { parseShell } from '../shell/parse.ts';
import type { StartFailure } from '../startup/launch/start-failure.ts';
import type { ImageModel } from '../startup/model.ts';
import { sourceSpan } from '../text/mapped-text.ts';

/** What makes a script start, the least intrusive first. */
export function startFailureRewrites(
  failure: StartFailure,
  by: Instruction | null,
  image: ImageModel,
  file: RuleFile,
): readonly Fix[] {
  switch (failure.kind) {
    case 'no-shebang':
      return shebangInserted(failure);
    case 'carriage-return':
      return lineEndsMended(failure);
    case 'not-executable':
      return by ? madeExecutable(failure, by, image, file) : [];
    case 'no-interpreter':
      return otherInterpreter(failure);
  }
}

const dash = { implementation: 'dash', version: '0.5.12', build: 'debian', sure: true } as const;

/** Whether a text has syntax that only bash and its like understand. */
function needsBash(text: string): boolean {
  return (
    firstMistake(parseShell(text), dash) !== null ||
    /(^|[\s;])(\[\[|declare|local -a|shopt|source) /m.test(text)
  );
}

function shebangInserted({ source }: StartFailure): readonly Fix[] {
  const { text } = source.text;
  if (source.file === null || text.trim() === '') return [];
  const line = needsBash(text) ? '#!/usr/bin/env bash' : '#!/bin/sh';
  const start = sourceSpan(source.text, { start: 0, end: 0 });
  const newText = `${line}\n`;
  return [
    {
      title: `say in the first line that \`${line.slice(2)}\` runs it`,
      safety: 'safe',
      edits: [{ file: source.file, span: start, newText }],
    },
  ];
}

function lineEndsMended({ source }: StartFailure): readonly Fix[] {
  const { file, text } = source;
  if (file === null) return [];
  const edits = [...text.text.matchAll(/\r(?=\n|$)/g)].map(({ index }): Edit => {
    return { file, span: sourceSpan(text, { start: index, end: index + 1 }), newText: '' };
  });
  return [{ title: 'end its lines in line feeds alone', safety: 'safe', edits }];
}

/** `COPY --chmod=755`, or a `RUN chmod` where more than this file is copied. */
function madeExecutable(
  { path }: StartFailure,
  by: Instruction,
  { config }: ImageModel,
  { path: file, dockerfile }: RuleFile,
): readonly Fix[] {
  const record = config.copies.find(({ instruction }) => instruction === by);
  const title = 'make it executable';
  if (
    record &&
    record.sources.length + record.inline.length === 1 &&
    isOneFile(record.sources[0], path, record.destination)
  ) {
    const flag = by.flags.find(({ name }) => name === 'chmod');
    const at = by.keywordSpan.end;
    const edit = flag
      ? { file, span: flag.span, newText: '--chmod=755' }
      : { file, span: { start: at, end: at }, newText: ' --chmod=755' };
    return [{ title, safety: 'safe', edits: [edit] }];
  }
  if (config.user !== null && !/^(root|0)(:|$)/.test(String(config.user?.value ?? 'root'))) return [];
  const newline = dockerfile.text.includes('\r\n') ? '\r\n' : '\n';
  const end = dockerfile.text.indexOf('\n', by.span.end);
  const at = end === -1 ? dockerfile.text.length : end + 1;
  const newText = `${end === -1 ? newline : ''}RUN chmod +x ${path}${newline}`;
  return [{ title, safety: 'safe', edits: [{ file, span: { start: at, end: at }, newText }] }];
}

/** Whether a COPY of one source brings this one file and no folder. */
function isOneFile(source: string | undefined, path: string, destination: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (source === undefined) return true;
  if (/[*?[]/.test(source)) return false;
  const last = source.slice(source.lastIndexOf('/') + 1);
  return last === name || destination === path || destination.endsWith(`/${name}`);
}

/** A `#!` line that names a shell much like `sh` and nothing but options that every `sh` takes. */
const shellLine =
  /^#![ \t]*(?:\S*\/env[ \t]+(?:-S[ \t]+)?)?(?:\S*\/)?(?:ba|da|a|k|mk)?sh(?:[ \t]+(-[efux]+))?[ \t]*$/;

/** The shell that every image with a shell has, where the text is plain enough for it. */
function otherInterpreter({ source }: StartFailure): readonly Fix[] {
  const { text } = source.text;
  const line = /^[^\n\r]*/.exec(text)?.[0] ?? '';
  const [known, options] = shellLine.exec(line) ?? [];
  if (source.file === null || known === undefined || needsBash(text)) return [];
  const span = sourceSpan(source.text, { start: 0, end: line.length });
  const newText = `#!/bin/sh${options ? ` ${options}` : ''}`;
  return [{ title: 'let `/bin/sh` run it', safety: 'unsafe', edits: [{ file: source.file, span, newText }] }];
}
