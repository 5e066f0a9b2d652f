/**
 * A process of the chaos run, to be killed: `worker` runs jobs; `asker` asks for the numbers that have no job yet, one
 * transaction each, as the API would. Settings come by the environment, the numbers by CHAOS_JOBS.
 */
import { sql } from 'kysely'
import { readConfig } from '#platform/config/config.ts'
import type { House } from '#platform/house.ts'
import { openLog } from '#platform/log/log.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { runWorker } from '#platform/queue/run-worker.ts'
import { openHouse } from '#server/boot.ts'
import { features } from '#server/features.ts'
import { chaosEntries, chaosKinds } from './chaos-kinds.ts'

const { CHAOS_JOBS, CHAOS_PROVIDER = '', CHAOS_ROLE, ...environment } = process.env
const settings = Object.fromEntries(Object.entries(environment).filter(([name]) => name.startsWith('SEOGO_')))
const kinds = chaosKinds.flatMap(({ definition, share }) => Array.from({ length: share }, () => definition))

async function askForAll(house: House): Promise<void> {
  const asked = await house.database.asSystem('what is asked already', (tx) =>
    sql<{
      n: number
    }>`select (payload ->> 'n')::int as n from background_jobs where kind like 'chaos.%'`.execute(tx),
  )
  const known = new Set(asked.rows.map(({ n }) => n))
  for (let n = 0; n < Number(CHAOS_JOBS); n += 1) {
    const definition = kinds[n % kinds.length]
    if (!definition || known.has(n)) continue
    await house.database.asSystem('ask', (tx) =>
      enqueue(tx, definition, { n, provider: CHAOS_PROVIDER }, { key: String(n), lane: 'chaos provider' }),
    )
  }
}

const config = readConfig(settings)
const log = openLog({ level: config.SEOGO_LOG_LEVEL, format: 'json', process: CHAOS_ROLE ?? 'chaos' })
// The database may be starting again at this very moment: then the parent starts this process anew.
const { house, close } = await openHouse({ config, log, migrating: false, embedded: 'join' })
process.on('disconnect', () => process.exit(1))
if (CHAOS_ROLE === 'worker') {
  const worker = runWorker({
    house,
    // Imports as well: the real API asks for some while it is killed.
    jobs: [...chaosEntries, ...features.flatMap((feature) => feature.jobs ?? [])],
    reactions: [],
    schedules: [],
  })
  await worker.ready()
  process.send?.('ready')
} else {
  process.send?.('ready')
  await askForAll(house)
  await close()
  process.send?.('asked')
  process.exit(0)
}
