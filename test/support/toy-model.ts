import type { CommandSetting } from '../../src/dockerfile/image-config.ts';
import type { Dockerfile, Instruction, SyntaxProblem } from '../../src/dockerfile/instruction.ts';
import type { DockerfileModel, ModelBuilder } from '../../src/lint/model-builder.ts';
import type { ImageModel, Startup, StopOutcome } from '../../src/startup/model.ts';
import { worstOutcome } from '../../src/startup/stop/outcome-rank.ts';
import { plainMapped } from '../../src/text/mapped-text.ts';
import type { Span } from '../../src/text/span.ts';

/**
 * A model that anyone can follow, for tests of what is built on the model: one instruction per line; a
 * CMD is graceful when it starts with `exec`, nothing to stop when it is `sh`, unknown when it starts
 * with `$`, and ignored otherwise; what `exec node` does depends on node. `a | b` are two startups. `BROKEN` is what no engine takes.
 */
export const toyModel: ModelBuilder = ({ path, text }): DockerfileModel => {
  const dockerfile = parse(text);
  const starts = dockerfile.instructions.filter(({ keyword }) => keyword === 'FROM');
  const images = starts.map((from, index) =>
    image(path, dockerfile, from, index, index === starts.length - 1),
  );
  return { dockerfile, images, texts: new Map() };
};

function parse(text: string): Dockerfile {
  const instructions: Instruction[] = [];
  const comments: Span[] = [];
  const problems: SyntaxProblem[] = [];
  for (const match of text.matchAll(/^(#.*)|^([A-Z]+) ?(.*)/gm)) {
    const span = { start: match.index, end: match.index + match[0].trimEnd().length };
    const keyword = match[2];
    if (keyword === undefined) comments.push(span);
    else if (keyword === 'BROKEN') problems.push({ message: 'unknown instruction: BROKEN', span });
    else instructions.push(instruction(keyword, (match[3] ?? '').trimEnd(), span));
  }
  if (instructions.length + problems.length === 0) {
    problems.push({ message: 'file with no instructions', span: { start: 0, end: 0 } });
  }
  return { text, escape: '\\', syntax: null, instructions, comments, problems };
}

function instruction(keyword: string, argument: string, span: Span): Instruction {
  const argumentsSpan = { start: span.end - argument.length, end: span.end };
  const text = plainMapped(argument, argumentsSpan.start);
  return {
    keyword,
    keywordSpan: { start: span.start, end: span.start + keyword.length },
    span,
    flags: [],
    arguments: text,
    argumentsSpan,
    heredocs: [],
    form: { kind: 'shell', text, span: argumentsSpan, notExec: null },
    onbuild: null,
  };
}

function image(
  file: string,
  dockerfile: Dockerfile,
  from: Instruction,
  index: number,
  final: boolean,
): ImageModel {
  const all = dockerfile.instructions;
  const next = all.findIndex((one, at) => at > all.indexOf(from) && one.keyword === 'FROM');
  const instructions = all.slice(all.indexOf(from) + 1, next === -1 ? undefined : next);
  const [reference = '', , name = null] = from.arguments.text.split(' ');
  const by = instructions.findLast(({ keyword }) => keyword === 'CMD') ?? null;
  const text = by?.arguments.text ?? '';
  const startups = text
    .split(' | ')
    .map((one, at, list) => startup(one, list.length > 1 ? `way ${at}` : null, file, by));
  const cmd: CommandSetting | null = by && {
    argv: ['/bin/sh', '-c', text],
    by,
    form: by.form,
    shell: ['/bin/sh', '-c'],
  };
  const stage = {
    index,
    name,
    base: { kind: 'image', reference },
    platform: null,
    from,
    instructions,
  } as const;
  return {
    stage,
    lineage: [stage],
    final,
    baseImage: reference,
    base: {} as ImageModel['base'],
    config: { entrypoint: null, cmd } as unknown as ImageModel['config'],
    shell: {
      argv: ['/bin/sh', '-c'],
      implementation: 'dash',
      version: '0.5.12',
      build: 'debian',
      sure: true,
    },
    argv: by === null ? [] : ['/bin/sh', '-c', text],
    stopSignal: 'SIGTERM',
    startups,
    scripts: new Map(),
    file: () => ({ kind: 'absent', reason: 'a toy has no files', by: null }),
    stop: worstOutcome(startups.map(({ stop }) => stop)),
    skipped: reference === 'windows' ? 'Windows images are not modelled' : null,
  };
}

function startup(text: string, when: string | null, file: string, by: Instruction | null): Startup {
  const stop = outcome(text);
  const workload = { argv: [text.replace(/^exec /, '')], role: 'workload', children: [] } as const;
  const shell = { argv: ['/bin/sh', '-c', text], role: 'shell', children: [workload] } as const;
  return {
    when,
    tree: by === null ? null : text.startsWith('exec ') ? workload : shell,
    stop,
    reached: text.startsWith('exec ') ? 'graceful' : stop,
    root: null,
    reapsOrphans: stop === 'unknown' ? null : stop === 'ignored',
    why: by === null ? [] : [{ text: `it starts ${text}`, place: { file, span: by.span } }],
  };
}

function outcome(text: string): StopOutcome {
  if (text === '' || text === 'sh') return 'no-workload';
  if (text.startsWith('$')) return 'unknown';
  if (text.startsWith('exec node')) return 'unknown';
  return text.startsWith('exec ') ? 'graceful' : 'ignored';
}
