export declare function lazyObject(
  readText: () => string,
  readPart: (start: number, end: number) => string,
): Record<string, unknown>;
export declare function lazyObjectText(object: object, write: (value: unknown) => string): string;
