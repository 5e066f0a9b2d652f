import { setTimeout as sleep } from 'node:timers/promises'
import { announce, type SystemTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { readMetrics } from './alerts/readings.ts'
import { watchAlerts } from './alerts/watch-alerts.ts'
import { lookAtParts, type PartLook } from './look.ts'
import { insertChange, listStates, type NewState, putState, type StateRow, takeTurn } from './queries.ts'
import { tellFailing } from './tell-failing.ts'

/** Of all processes one looks so often. */
export const lookEveryMs = 10_000
/** What a process has just begun to look with is still being read and compiled: its first look may take so long. */
const firstLookMs = 5_000
/** The database is asked for the turn, and told what was seen, so long. */
const patienceMs = 1_000

/** What a process saw that the database does not know yet: it was away, or is. */
type Memory = {
  readonly seen: Map<string, Pick<NewState, 'state' | 'finding'>>
  readonly untold: NewState[]
  latest: { readonly looks: readonly PartLook[]; readonly atMs: number } | undefined
}

const memories = new WeakMap<House, Memory>()

function memoryOf(house: House): Memory {
  const known = memories.get(house) ?? { seen: new Map(), untold: [], latest: undefined }
  memories.set(house, known)
  return known
}

/**
 * What was found lately, for who must not make everybody look anew; looked at now when it is older than `mostMs`.
 * Who asks meanwhile shares the look.
 */
export async function latestLooks(house: House, mostMs: number): Promise<readonly PartLook[]> {
  const memory = memoryOf(house)
  if (memory.latest && performance.now() - memory.latest.atMs < mostMs) return memory.latest.looks
  return await lookNow(house, memory)
}

async function lookNow(house: House, memory: Memory, mostMs?: number): Promise<readonly PartLook[]> {
  const looks = await lookAtParts(house, { mostMs })
  memory.latest = { looks, atMs: performance.now() }
  return looks
}

/**
 * Looks at the house if it is this process's turn, and writes down what changed. While the database is away every process
 * looks, and tells of it once it is back.
 * @returns whether it looked
 */
export async function watchOnce(house: House): Promise<boolean> {
  const memory = memoryOf(house)
  if (!(await isOurTurn(house))) return false
  const looks = await lookNow(house, memory, memory.latest === undefined ? firstLookMs : undefined)
  remember(memory, looks, house.clock.now())
  await within(tell(house, memory, looks)).catch((error: unknown) =>
    house.log.warn({ err: error }, 'the state of the house was not written; it is kept till the next time'),
  )
  return true
}

async function isOurTurn(house: House): Promise<boolean> {
  const at = house.clock.now()
  // A little less than the whole time: who comes a moment early need not wait for a round.
  const before = new Date(at.getTime() - 0.8 * lookEveryMs)
  const asked = house.database.asSystem('whose turn it is to look', (tx) => takeTurn(tx, { at, before }))
  // While the database is away nobody can give turns.
  return within(asked).catch(() => true)
}

function remember({ seen, untold }: Memory, looks: readonly PartLook[], at: Date): void {
  for (const { part, state, finding = null, facts } of looks) {
    const before = seen.get(part)
    if (before?.state === state && before.finding === finding) continue
    seen.set(part, { state, finding })
    untold.push({ part, state, finding, facts, at })
  }
}

/**
 * Writes what changed since the rows were written, in its order, holds the figures against their thresholds, and tells the
 * administrators; what another process wrote already is not written again.
 */
async function tell(house: House, { untold }: Memory, looks: readonly PartLook[]): Promise<void> {
  const told = [...untold]
  const readings = await readMetrics(house, looks)
  await house.database.asSystem('write down how the house is', async (tx) => {
    const rows = await listStates(tx, { locked: true })
    await writeChanges(tx, told, rows)
    await tellFailing(tx, house.clock.now())
    await watchAlerts(tx, readings, house.clock.now())
  })
  untold.splice(0, told.length)
}

async function writeChanges(
  tx: SystemTx,
  changes: readonly NewState[],
  rows: readonly StateRow[],
): Promise<void> {
  const known = new Map<string, Pick<StateRow, 'state' | 'finding' | 'since'>>(
    rows.map((row) => [row.part, row]),
  )
  for (const change of changes) {
    const before = known.get(change.part)
    const isNews =
      before === undefined ||
      ((before.state !== change.state || before.finding !== change.finding) && change.at > before.since)
    if (!isNews) continue
    await write(tx, change, before === undefined)
    known.set(change.part, { ...change, since: change.at })
  }
}

async function write(tx: SystemTx, change: NewState, isFirst: boolean): Promise<void> {
  await putState(tx, change)
  // That a part worked when it was first looked at is no news.
  if (!isFirst || change.state === 'failing' || change.state === 'degraded') await insertChange(tx, change)
  announce(tx, { administrators: true }, [{ topic: 'health' }])
}

async function within<T>(work: Promise<T>): Promise<T> {
  const enough = new AbortController()
  const late = async (): Promise<never> => {
    await sleep(patienceMs, undefined, { signal: enough.signal })
    throw new Error('the database does not answer')
  }
  return Promise.race([work, late()]).finally(() => enough.abort())
}

/** Watches the house from this process until it is told to stop. */
export function watchHouse(house: House): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      await watchOnce(house).catch((error: unknown) =>
        house.log.error({ err: error }, 'the house could not be looked at'),
      )
      await sleep(lookEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await watching
    },
  }
}
