import { keepCacheReports } from '#features/caching/server/caching.ts'
import { followGameDay } from '#features/health/server/health.ts'
import { keepMeasuring } from '#features/performance/server/performance.ts'
import { keepSettings } from '#features/settings/server/settings.ts'
import { readConfig } from '#platform/config/config.ts'
import { knowFileReferences } from '#platform/files/references.ts'
import { watchRoom } from '#platform/files/room.ts'
import type { House } from '#platform/house.ts'
import { openLog } from '#platform/log/log.ts'
import { type RunningWorker, runWorker } from '#platform/queue/run-worker.ts'
import { openHouse } from './boot.ts'
import { features } from './features.ts'
import { requireCompleteHouse } from './house-rules.ts'
import { keepAliveSign, keepProcessRow, runUntilStopped } from './process.ts'

/** Runs every job of the house in this process. */
export function runHouseWorker(house: House): RunningWorker {
  knowFileReferences(
    house,
    features.flatMap((feature) => feature.fileReferences ?? []),
  )
  return runWorker({
    house,
    jobs: features.flatMap((feature) => feature.jobs ?? []),
    reactions: features.flatMap((feature) => feature.reactions ?? []),
    schedules: features.flatMap((feature) => feature.schedules ?? []),
  })
}

/** One worker process, until it is told to stop. */
export async function runWorkerProcess(environment: NodeJS.ProcessEnv): Promise<void> {
  const config = readConfig(environment)
  const log = openLog({ level: config.SEOGO_LOG_LEVEL, format: config.SEOGO_LOG_FORMAT, process: 'worker' })
  await runUntilStopped(log, async () => {
    const opened = await openHouse({ config, log, migrating: false, embedded: 'join' })
    await requireCompleteHouse(opened.house, features)
    const room = await watchRoom(opened.house)
    const settings = await keepSettings(opened.house)
    const worker = runHouseWorker(opened.house)
    await worker.ready()
    const row = await keepProcessRow(opened.house, 'worker')
    const measuring = await keepMeasuring(opened.house, 'worker')
    const reporting = await keepCacheReports(opened.house, 'worker')
    const broken = followGameDay(opened.house, 'worker')
    const sign = keepAliveSign(config.SEOGO_ALIVE_SIGN)
    log.info({}, 'the worker is up')
    process.send?.({ ready: true })
    return async () => {
      sign.stop()
      await worker.stop(config.SEOGO_DRAIN_SECONDS * 1_000)
      await room.stop()
      await measuring.stop()
      await reporting.stop()
      await broken.stop()
      await row.stop()
      settings.stop()
      await opened.close()
    }
  })
}

if (import.meta.main) await runWorkerProcess(process.env)
