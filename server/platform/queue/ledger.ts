import { setTimeout as sleep } from 'node:timers/promises'
import { jobEnded } from '#contract/job-events.ts'
import { announce, type SystemTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { batched } from './batched.ts'
import {
  type Claimed,
  claimJobs,
  claimWaiting,
  completeExecutions,
  type Delivery,
  type Ending,
  endExecutions,
  type Held,
  renewLeases,
} from './execution-queries.ts'
import { leaveToOthers } from './leave-queries.ts'

/** A row that somebody has locked for a moment is asked for again so often, so long after. */
const busyTries = 10
const busyWaitMs = 50
/** An ending is written again while the database is away; after that the lease runs out and the job is handed on. */
const endingTries = 8
const hourMs = 3_600_000
/** Nobody waits for an ending, the next job runs meanwhile: those of short jobs share a statement and a commit. */
const endingPauseMs = 5

/** One execution as the ledger knows it. */
export type Holding = Held & Pick<Claimed, 'user_id' | 'internal'>

export type Ledger = ReturnType<typeof openLedger>

/** Tells a person, and those who look after the house, that jobs changed; housekeeping is nobody's news. */
function tellJobs(tx: SystemTx, jobs: readonly Pick<Claimed, 'user_id' | 'internal'>[]): void {
  for (const userId of new Set(jobs.filter(({ internal }) => !internal).map(({ user_id }) => user_id))) {
    announce(tx, { ...(userId ? { userIds: [userId] } : {}), administrators: true }, [{ topic: 'jobs' }])
  }
}

/** Writes the executions of one worker into the rows: many at a time in one statement, each behind its fence. */
export function openLedger(house: House, worker: string) {
  const { database, config, log } = house
  const leaseMs = config.SEOGO_LEASE_SECONDS * 1_000

  const claimNow = batched(async (asked: readonly Delivery[]) => {
    const claimed = new Map<string, Claimed>()
    const busy = new Set<string>()
    const take = (tx: SystemTx, rows: readonly Claimed[]) => {
      tellJobs(tx, rows)
      for (const row of rows) claimed.set(row.id, row)
    }
    // A claim that a crash takes back is one that never was: its `claim` fits no row any more, and the job waits.
    await database.hastily('claim jobs', async (tx) =>
      take(tx, await claimWaiting(tx, asked, { leaseMs, worker })),
    )
    const others = asked.filter(({ id }) => !claimed.has(id))
    if (others.length > 0)
      await database.atOnce('look why jobs are not free', async (tx) => {
        const rows = await claimJobs(tx, others, { leaseMs, worker })
        for (const row of rows) if (row.busy) busy.add(row.asked)
        take(
          tx,
          rows.filter((row) => row.id !== null),
        )
      })
    return asked.map(({ id }) => {
      const row = claimed.get(id)
      // The same delivery twice in one batch is executed once.
      claimed.delete(id)
      return { row, busy: busy.has(id) }
    })
  })

  async function writeEndings(
    endings: readonly (Holding & Ending)[],
    write: (tx: SystemTx) => Promise<string[]>,
  ): Promise<boolean[]> {
    return database.atOnce('end executions', async (tx) => {
      const written = new Set(await write(tx))
      tellJobs(
        tx,
        endings.filter(({ id }) => written.has(id)),
      )
      return endings.map(({ id }) => written.has(id))
    })
  }
  const completeNow = batched(
    (done: readonly (Holding & Ending)[]) => writeEndings(done, (tx) => completeExecutions(tx, done)),
    { pauseMs: endingPauseMs },
  )
  const endNow = batched((endings: readonly (Holding & Ending)[]) =>
    writeEndings(endings, (tx) => endExecutions(tx, endings, jobEnded.name)),
  )

  const leaveNow = batched(async (asked: readonly Delivery[]) => {
    const patienceMs = config.SEOGO_JOB_PATIENCE_HOURS * hourMs
    const left = new Set(
      await database.hastily('leave jobs to others', (tx) => leaveToOthers(tx, asked, patienceMs)),
    )
    return asked.map(({ id }) => left.has(id))
  })

  return {
    leaseMs,
    /**
     * Puts a job back that this worker does not know, for one that does.
     * @returns false when nobody took it for as long as jobs may wait, or it is no longer this delivery's
     */
    leave: (delivery: Delivery): Promise<boolean> => leaveNow(delivery),
    /** @returns undefined when the job has ended, was put back, or another worker holds it */
    async claim(delivery: Delivery): Promise<Claimed | undefined> {
      for (let tries = 1; ; tries += 1) {
        const { row, busy } = await claimNow(delivery)
        if (row || !busy || tries >= busyTries) return row
        await sleep(busyWaitMs)
      }
    },
    /** @returns false when the execution no longer held the job, and nothing was written */
    async end(holding: Holding, ending: Ending): Promise<boolean> {
      const { id, lease, claim, user_id, internal } = holding
      for (let tries = 1; ; tries += 1) {
        try {
          const write = ending.state === 'completed' ? completeNow : endNow
          return await write({ id, lease, claim, user_id, internal, ...ending })
        } catch (error) {
          if (tries >= endingTries) throw error
          log.warn({ err: error, jobId: id }, 'an ending could not be written and is written again')
          await sleep(Math.min(2_000, 100 * 2 ** tries))
        }
      }
    },
    /** @returns those that are still held */
    renew: (held: readonly Held[]) =>
      database.hastily('renew leases', (tx) => renewLeases(tx, held, leaseMs)),
  }
}
