/**
 * Puts the arguments into a message: `{name}` becomes `args.name`. A placeholder without an argument
 * stays as it is, so that a mistake in a rule is seen rather than lost.
 */
export function renderMessage(template: string, args: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (placeholder, name: string) => args[name] ?? placeholder);
}
