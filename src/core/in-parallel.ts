/** Work on a list, some at a time. */

/** At most `parallelMax` at a time; answers in the order of the items. The first error ends it. */
export async function inParallel<T, R>(
  parallelMax: number,
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const at = next++;
      results[at] = await work(items[at] as T);
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallelMax, items.length) }, worker));
  return results;
}
