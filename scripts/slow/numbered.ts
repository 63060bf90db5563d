/** A template with `%n` for the number of a line (from 1), `%m` for that of the line before and `%l` for that of the last. */
export function numbered(template: string, number: number, last: number): string {
  return template.replace(/%[nml]/g, (name) =>
    String(name === '%n' ? number : name === '%m' ? number - 1 : last),
  );
}
