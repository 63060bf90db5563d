import type { Edit, Fix } from '../contract/finding.ts';

/** Two fixes as one; what both put at the same place stands one after the other, the first fix's first. */
export function joinFixes(first: Fix, second: Fix): Fix {
  const edits = [...first.edits];
  for (const edit of second.edits) {
    const at = edits.findIndex((one) => isSamePlace(one, edit));
    const before = edits[at];
    if (before) edits[at] = { ...before, newText: before.newText + edit.newText };
    else edits.push(edit);
  }
  const safety = first.safety === 'safe' && second.safety === 'safe' ? 'safe' : 'unsafe';
  return { title: `${first.title}, and ${second.title}`, safety, edits };
}

function isSamePlace(a: Edit, b: Edit): boolean {
  return a.file === b.file && a.span.start === b.span.start && a.span.end === b.span.end;
}
