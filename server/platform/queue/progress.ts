import { announce } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { type Claimed, writeProgress } from './execution-queries.ts'
import { storableText } from './storable.ts'

/** Seven writes a second at most: a bar that moves, not a write for every page. */
const everyMs = 150

/** Writes a job's progress without ever slowing or failing the job: what comes too fast is merged, the last one always lands. */
export function openProgress(
  house: House,
  held: Pick<Claimed, 'id' | 'lease' | 'claim' | 'user_id' | 'internal'>,
) {
  let waiting: { stage: string; percent: number } | undefined
  let writing: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let lastAt = 0

  async function write(): Promise<void> {
    const next = waiting
    waiting = undefined
    if (!next) return
    lastAt = Date.now()
    try {
      await house.database.hastily('show progress', async (tx) => {
        await writeProgress(tx, held, next.stage, next.percent)
        if (held.internal) return
        const audience = held.user_id ? { userIds: [held.user_id] } : {}
        announce(tx, { ...audience, administrators: true }, [{ topic: 'jobs', id: held.id }])
      })
    } catch (error) {
      house.log.warn({ err: error, jobId: held.id }, 'progress could not be written')
    }
  }

  function begin(): void {
    timer = undefined
    writing = write().finally(() => {
      writing = undefined
      if (waiting) schedule()
    })
  }

  function schedule(): void {
    timer ??= setTimeout(begin, Math.max(0, lastAt + everyMs - Date.now()))
  }

  return {
    show(stage: string, percent: number): void {
      waiting = { stage: storableText(stage), percent: Math.max(0, Math.min(100, Math.round(percent))) }
      if (!writing) schedule()
    },
    /** Writes what is still waiting. */
    async flush(): Promise<void> {
      clearTimeout(timer)
      await writing
      await write()
    },
    stop(): void {
      waiting = undefined
      clearTimeout(timer)
    },
  }
}
