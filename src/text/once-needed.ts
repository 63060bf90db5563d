/** A function that makes its value when it is first called, and gives the same ever after. */
export function onceNeeded<V>(make: () => V): () => V {
  let made: { readonly value: V } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
