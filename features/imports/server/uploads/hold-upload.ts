import { randomUUID } from 'node:crypto'
import type { UploadId, UserId } from '#contract/ids.ts'
import type { House } from '#platform/house.ts'
import { holdUpload, releaseUpload } from './upload-queries.ts'

const holdSeconds = 15
const renewEveryMs = 4_000

type Holding = { readonly abort: AbortController; readonly ended: Promise<unknown> }

const holdings = new WeakMap<House, Map<UploadId, Holding>>()

function holdingsOf(house: House): Map<UploadId, Holding> {
  const known = holdings.get(house) ?? new Map<UploadId, Holding>()
  holdings.set(house, known)
  return known
}

/**
 * Runs `work` as the only one that writes an upload. A request of this process that still waits for bytes of a connection
 * that is gone is ended first; one of another process is waited out by the client.
 * @returns undefined while another process writes it
 */
export async function whileHolding<T>(
  house: House,
  { id, userId }: { readonly id: UploadId; readonly userId: UserId },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const held = holdingsOf(house)
  for (let before = held.get(id); before !== undefined; before = held.get(id)) {
    before.abort.abort()
    await before.ended
  }
  const abort = new AbortController()
  const ending = Promise.withResolvers<void>()
  held.set(id, { abort, ended: ending.promise })
  const writer = randomUUID()
  const hold = () => house.database.asUser(userId, (tx) => holdUpload(tx, id, writer, holdSeconds))
  try {
    if (!(await hold())) return undefined
    const renewal = setInterval(() => {
      // Without its hold another process may write: not a byte more.
      hold().then(
        (isHeld) => isHeld || abort.abort(),
        () => abort.abort(),
      )
    }, renewEveryMs)
    try {
      return await work(abort.signal)
    } finally {
      clearInterval(renewal)
      await house.database.asUser(userId, (tx) => releaseUpload(tx, id, writer))
    }
  } finally {
    held.delete(id)
    ending.resolve()
  }
}
