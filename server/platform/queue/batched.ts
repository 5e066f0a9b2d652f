import { setTimeout as sleep } from 'node:timers/promises'

type Waiting<Item, Answer> = {
  readonly item: Item
  readonly resolve: (answer: Answer) => void
  readonly reject: (error: unknown) => void
}

/**
 * Gathers what is asked while a statement runs and asks it together in the next one: alone nobody waits, and fifty at
 * once cost one round trip. With a pause, statements keep that distance, so that what follows close upon another goes
 * together too. When a statement fails for several, each is asked alone, so that one bad item costs itself.
 * @param work answers the items in their order
 */
export function batched<Item, Answer>(
  work: (items: readonly Item[]) => Promise<readonly Answer[]>,
  { mostAtOnce = 200, pauseMs = 0 }: { readonly mostAtOnce?: number; readonly pauseMs?: number } = {},
): (item: Item) => Promise<Answer> {
  const waiting: Waiting<Item, Answer>[] = []
  let working = false

  async function ask(asked: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await work(asked.map(({ item }) => item))
      for (const [place, { resolve }] of asked.entries()) resolve(answers[place] as Answer)
    } catch (error) {
      if (asked.length > 1) for (const one of asked) await ask([one])
      else asked[0]?.reject(error)
    }
  }

  async function drain(): Promise<void> {
    working = true
    // What is asked in the same turn of the event loop goes together.
    await undefined
    while (waiting.length > 0) {
      await ask(waiting.splice(0, mostAtOnce))
      if (pauseMs > 0) await sleep(pauseMs)
    }
    working = false
  }

  return (item) => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>()
    waiting.push({ item, resolve, reject })
    if (!working) void drain()
    return promise
  }
}
