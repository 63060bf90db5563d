// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are variables of a Dockerfile
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scratchConfig, stageConfigs } from '../../src/dockerfile/config.ts';
import type { Instruction } from '../../src/dockerfile/instruction.ts';
import { parseDockerfile } from '../../src/dockerfile/parse.ts';
import { readStages } from '../../src/dockerfile/stages.ts';
import { type MappedText, sourceSpan } from '../../src/text/mapped-text.ts';
import type { Span } from '../../src/text/span.ts';

/** Pieces that Dockerfiles are made of, and what goes wrong in them. */
const piece = fc.oneof(
  fc.constantFrom(
    ...[
      'FROM ',
      'CMD ',
      'ENTRYPOINT ',
      'RUN ',
      'COPY ',
      'ENV ',
      'ARG ',
      'SHELL ',
      'ONBUILD ',
      'HEALTHCHECK ',
      'WORKDIR ',
    ],
    ...[
      '\n',
      '\r\n',
      '\\\n',
      '\\\r\n',
      '\\',
      '`',
      '#',
      ' ',
      '\t',
      '\r',
      '\u00a0',
      '\ufeff',
      '# escape=`\n',
      '# c\n',
    ],
    ...[
      '["a", "b"]',
      '[',
      ']',
      '"',
      "'",
      ',',
      '\\u0041',
      '\\ud83d',
      '“',
      '😀',
      '<<EOF',
      '<<-EOF',
      'EOF\n',
      '--from=a ',
    ],
    ...['$A', '${A', '${A:-', '}', '${A/b/c}', 'a=b', ' AS b', 'a', '/', '..', '=', '&&'],
  ),
  fc.string({ maxLength: 3 }),
);
const dockerfile = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

function allInstructions(text: string): Instruction[] {
  return parseDockerfile(text).instructions.flatMap((one) =>
    one.onbuild === null ? [one] : [one, one.onbuild],
  );
}

function isWithin(inner: Span, outer: Span): boolean {
  return inner.start <= inner.end && outer.start <= inner.start && inner.end <= outer.end;
}

/** Every character has a place, the places do not overlap, and they follow one another. */
function isOrdered(mapped: MappedText, within: Span): boolean {
  const places = characterPlaces(mapped);
  const following = [...places.slice(1).map(({ start }) => start), mapped.end];
  return places.every(
    (place, index) =>
      place.start < place.end && place.end <= (following[index] as number) && isWithin(place, within),
  );
}

function characterPlaces(mapped: MappedText): Span[] {
  return Array.from({ length: mapped.text.length }, (_, at) =>
    sourceSpan(mapped, { start: at, end: at + 1 }),
  );
}

describe('for any text', () => {
  test('nothing throws, and every problem has a place', () => {
    fc.assert(
      fc.property(dockerfile, (text) => {
        const file = parseDockerfile(text);
        const stages = readStages(file);
        const configs = stageConfigs(stages, () => scratchConfig);
        const problems = [
          ...file.problems,
          ...stages.problems,
          ...configs.flatMap((config) => config.problems),
        ];
        const whole = { start: 0, end: text.length };
        expect(problems.filter(({ span }) => !isWithin(span, whole))).toEqual([]);
        expect(
          file.comments.every(
            ({ start, end }) => text[start] === '#' && !text.slice(start, end).includes('\n'),
          ),
        ).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test('places of instructions, arguments and strings lie in one another', () => {
    fc.assert(
      fc.property(dockerfile, (text) => {
        for (const { span, keywordSpan, argumentsSpan, arguments: args, flags, form } of allInstructions(
          text,
        )) {
          const inside = [keywordSpan, argumentsSpan, ...flags.map((flag) => flag.span)];
          expect(inside.filter((place) => !isWithin(place, span))).toEqual([]);
          expect(isOrdered(args, argumentsSpan)).toBe(true);
          const parts =
            form === null
              ? []
              : form.kind === 'exec'
                ? form.elements
                : [{ value: form.text, span: form.span }];
          expect(
            parts.filter((part) => !isOrdered(part.value, part.span) || !isWithin(part.span, argumentsSpan)),
          ).toEqual([]);
          if (form?.kind === 'shell' && form.notExec !== null)
            expect(isWithin(form.notExec.span, form.span)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('instructions follow one another', () => {
    fc.assert(
      fc.property(dockerfile, (text) => {
        const { instructions } = parseDockerfile(text);
        for (const [index, { span }] of instructions.entries()) {
          expect(span.start).toBeGreaterThanOrEqual(instructions[index - 1]?.span.end ?? 0);
        }
      }),
    );
  });
});

const json = fc.array(fc.string({ unit: 'grapheme' }));

test('any words written as JSON are exec form, and each decoded character is found in the source', () => {
  fc.assert(
    fc.property(json, (words) => {
      const text = `FROM x\nCMD ${JSON.stringify(words)}\n`;
      const form = parseDockerfile(text).instructions[1]?.form;
      if (form?.kind !== 'exec') throw new Error('not an exec form');
      expect(form.elements.map(({ value }) => value.text)).toEqual(words);
      for (const { value, span } of form.elements) {
        expect(JSON.parse(text.slice(span.start, span.end))).toBe(value.text);
        for (const [index, character] of [...value.text].entries()) {
          if (character.length > 1 || value.text.length !== [...value.text].length) continue;
          const place = sourceSpan(value, { start: index, end: index + 1 });
          const source = text.slice(place.start, place.end);
          expect(JSON.parse(`"${source}"`)).toBe(character);
        }
      }
    }),
  );
});

describe('the time grows with the length', () => {
  const long = 20_000;
  test.each([
    ['instructions', `FROM x\n${'RUN a b c\n'.repeat(long)}`],
    ['continuations', `FROM x\nRUN a \\\n${'  b \\\n'.repeat(long)}  c\n`],
    ['comments in a continuation', `FROM x\nRUN a \\\n${'# b\n'.repeat(long)}  c\n`],
    ['a here-document of 1 MB', `FROM x\nRUN <<EOF\n${'hello world\n'.repeat(90_000)}EOF\n`],
    ['unterminated here-documents', `FROM x\nRUN ${'<<A '.repeat(long)}\nb\n`],
    ['words of a CMD', `FROM x\nCMD ${'word '.repeat(100_000)}\n`],
    ['strings of a CMD', `FROM x\nCMD [${'"word", '.repeat(long)}"x"]\n`],
    ['broken strings of a CMD', `FROM x\nCMD [${"'word', ".repeat(long)}]\n`],
    ['brackets', `FROM x\nCMD ${'['.repeat(100_000)}\n`],
    ['nested braces', `FROM x\nENV A=${'${B:-'.repeat(long)}\n`],
    ['triggers', `FROM x\n${'ONBUILD '.repeat(long)}\n`],
  ])('%s', (_, text) => {
    const start = performance.now();
    stageConfigs(readStages(parseDockerfile(text)), () => scratchConfig);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
