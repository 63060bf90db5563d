/** With fewer files less is compiled than could be spared. */
const manyFiles = 100;

/** How many bytes of bytecode a function runs before V8 considers optimising it; by default 135,168. */
const patientBudget = 1_000_000;

/**
 * Tells V8 that a run is about to model so many files.
 *
 * The time of a run is spread over hundreds of functions, none of which is hot. Node 20 spent a third of the processor
 * time of 2,700 Dockerfiles on optimising them, which never paid off; later versions have a cheaper compiler between.
 *
 * @returns whether V8 was told, after which what it compiled does not fit a run that begins with other flags
 */
export async function expectFiles(count: number): Promise<boolean> {
  const [major] = process.versions.node.split('.');
  if (count < manyFiles || major !== '20') return false;
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString(`--interrupt-budget=${patientBudget}`);
  return true;
}
