import type { WhyStep } from '../startup/model.ts';
import type { IndexedText } from './code-frame.ts';

/** A step of the reasoning as one line, with the file and line that it speaks of. */
export function whyText({ text, place }: WhyStep, texts: (file: string) => IndexedText): string {
  if (place === null) return text;
  return `${place.file}:${texts(place.file).lines.position(place.span.start).line}: ${text}`;
}
