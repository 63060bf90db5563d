/** An exec form as people write it: `["app", "--port", "80"]`. */
export function execFormText(words: readonly string[]): string {
  return `[${words.map(jsonString).join(', ')}]`;
}

/** A JSON string that BuildKit decodes to exactly these characters. */
export function jsonString(text: string): string {
  return JSON.stringify(text);
}
