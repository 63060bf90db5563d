/** What a value of a configuration file may be; checks, JSON Schema and reference are made from it. */
export type Shape =
  /** `orNumber`: YAML takes a version such as 5.2 for a number. */
  | { readonly kind: 'text'; readonly what: string; readonly orNumber?: boolean }
  | { readonly kind: 'choice'; readonly words: readonly string[] }
  | { readonly kind: 'flag' }
  /** `orOne`: a single value stands for a list of one. */
  | { readonly kind: 'list'; readonly of: Shape; readonly orOne?: boolean }
  | { readonly kind: 'orNull'; readonly of: Shape }
  | Table
  | ObjectShape;

/** Keys that the user chooses. */
export interface Table {
  readonly kind: 'table';
  /** What a key is, such as `rule`. */
  readonly what: string;
  /** The keys that there are, compared without regard to case; null: any. */
  readonly known: readonly string[] | null;
  readonly of: Shape;
}

/** Keys that are given. */
export interface ObjectShape {
  readonly kind: 'object';
  readonly fields: Readonly<Record<string, Field>>;
}

/** A key of an object. */
export interface Field {
  readonly shape: Shape;
  /** One or two sentences for the reference. */
  readonly about: string;
  readonly required?: boolean;
}
