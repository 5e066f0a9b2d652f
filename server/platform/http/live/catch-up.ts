import type { UserId } from '#contract/ids.ts'
import type { Change, LiveAfter, LiveMessage } from '#contract/live.ts'

/** Something a person was told. Cursors are a person's own, and become visible in their order. */
type Told = { readonly id: string; readonly cursor: number }

/** The rows behind what is told, for whoever missed some of it. */
export type ToldSource = {
  /** The last cursor of each of these people; who was never told anything has none. */
  lastOf(userIds: readonly UserId[]): Promise<ReadonlyMap<string, number>>
  /** What a person was told after a cursor, in its order. */
  since(userId: UserId, after: number, limit: number): Promise<readonly Told[]>
}

export type Follower = {
  /** @returns what of these changes is to be said now: of what was told, the next in line */
  hear(changes: readonly Change[]): readonly Change[]
  /** Says all that was told up to here and not yet said. */
  catchUp(last: number): void
}

type Following = {
  readonly userId: UserId
  readonly after: LiveAfter
  readonly source: ToldSource
  /** Resolves when it has left for the client: one that reads slowly is told slowly. */
  readonly say: (message: LiveMessage) => Promise<void>
  readonly fail: (error: unknown) => void
}

const pageLength = 200

/**
 * Keeps a connection at its cursor. A message of the bus is only a hint: it is passed on when it is the next in line, and
 * when it is not, what lies between is read from the rows. So nothing is lost or said twice, whatever the bus does.
 */
export function follow({ userId, after, source, say, fail }: Following): Follower {
  let position: number | undefined
  let reading = false
  let again = false

  async function begin(): Promise<void> {
    const last = (await source.lastOf([userId])).get(userId) ?? 0
    // A cursor from beyond the last is of a database that was put back to an earlier day.
    const from = after === 'latest' || after > last ? last : after
    await say({ changed: [], cursor: from })
    position = from
    again ||= from < last
  }

  async function readOn(): Promise<void> {
    again = false
    const missed = await source.since(userId, position ?? 0, pageLength)
    const last = missed.at(-1)
    if (last === undefined) return
    await say({ changed: missed.map(({ id, cursor }) => ({ topic: 'notifications', id, cursor })) })
    position = last.cursor
    again ||= missed.length === pageLength
  }

  async function readAll(): Promise<void> {
    try {
      if (position === undefined) {
        again = false
        await begin()
      }
      while (again) await readOn()
    } finally {
      reading = false
    }
  }

  function read(): void {
    again = true
    if (reading) return
    reading = true
    void readAll().catch(fail)
  }

  read()
  return {
    hear(changes) {
      return changes.filter(({ cursor }) => {
        if (cursor === undefined) return true
        if (reading || position === undefined) {
          again = true
          return false
        }
        if (cursor === position + 1) {
          position = cursor
          return true
        }
        if (cursor > position) read()
        return false
      })
    },
    catchUp(last) {
      if (reading) again = true
      else if (position !== undefined && position < last) read()
    },
  }
}
