/**
 * The results of `work` for each item, in the order of the items, with at most `limit` of them under way at a time.
 * After a failure no more are begun; what is under way then ends unheard.
 * @throws what the first one to fail threw
 */
export async function mapLimited<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item, index: number) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Map<number, Result>();
  const queue = items.entries();
  let isStopped = false;
  const worker = async () => {
    for (const [index, item] of queue) {
      if (isStopped) return;
      results.set(index, await work(item, index));
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  } finally {
    isStopped = true;
  }
  return [...results].toSorted(([a], [b]) => a - b).map(([, result]) => result);
}
