/** Waits until all have come, well or not, and at most `mostMs` milliseconds. Never fails: the page is worth more. */
export async function arrived(awaited: readonly Promise<unknown>[], mostMs: number): Promise<void> {
  await Promise.race([Promise.allSettled(awaited), new Promise((resolve) => setTimeout(resolve, mostMs))])
}
