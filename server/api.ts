import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { UserId } from '#contract/ids.ts'
import {
  findCaller,
  isSessionAlive,
  librariesOf,
  listRecentPeople,
} from '#features/accounts/server/accounts.ts'
import { keepCacheReports, keepWarm } from '#features/caching/server/caching.ts'
import {
  followGameDay,
  knowHealthChecks,
  listMissing,
  mendAll,
  watchHouse,
} from '#features/health/server/health.ts'
import { toldSourceOf } from '#features/notifications/server/notifications.ts'
import { keepMeasuring } from '#features/performance/server/performance.ts'
import { keepSettings } from '#features/settings/server/settings.ts'
import { openRequestCounter } from '#features/usage/server/usage.ts'
import { openWatch } from '#features/watch/server/watch.ts'
import { knowUndoers } from '#platform/acts/undoers.ts'
import { readConfig } from '#platform/config/config.ts'
import { watchDatabase } from '#platform/database/outage.ts'
import { watchRoom } from '#platform/files/room.ts'
import type { House } from '#platform/house.ts'
import { buildServer } from '#platform/http/server.ts'
import { warmAnswers } from '#platform/http/warm-answers.ts'
import { openLog } from '#platform/log/log.ts'
import { openHouse } from './boot.ts'
import { features } from './features.ts'
import { requireCompleteHouse } from './house-rules.ts'
import { keepAliveSign, keepProcessRow, runUntilStopped } from './process.ts'

const webFolder = join(import.meta.dirname, '../web/dist')

/** Builds the HTTP server of an opened house from the list of features; not yet listening. */
export async function buildApi(house: House) {
  const settings = await keepSettings(house)
  const routes = (await Promise.all(features.map((feature) => feature.routes?.() ?? []))).flat()
  const protocols = (await Promise.all(features.map((feature) => feature.protocols?.() ?? []))).flat()
  knowHealthChecks(
    house,
    features.flatMap((feature) => feature.healthChecks ?? []),
  )
  knowUndoers(
    house,
    features.flatMap((feature) => feature.undoers ?? []),
  )
  const counter = openRequestCounter(house)
  const libraries = (userId: UserId) => librariesOf(house, userId)
  const app = await buildServer({
    house,
    routes,
    protocols,
    authenticate: (headers, address) => findCaller(house, headers, address),
    isAlive: (headers) => isSessionAlive(house, headers),
    librariesOf: libraries,
    told: toldSourceOf(house),
    watch: openWatch(house),
    answered: counter.count,
    missing: () => listMissing(house),
    webFolder: existsSync(webFolder) ? webFolder : undefined,
  })
  app.addHook('onClose', counter.close)
  const warming = { house, routes, librariesOf: libraries }
  app.addHook(
    'onClose',
    keepWarm(house, async () => warmAnswers(warming, await listRecentPeople(house))),
  )
  app.addHook('onClose', async () => settings.stop())
  return app
}

/**
 * One API process, until it is told to stop.
 * @param onUp is told the address once requests are answered
 */
export async function runApiProcess(
  environment: NodeJS.ProcessEnv,
  onUp?: (house: House, address: string) => Promise<void>,
): Promise<void> {
  const config = readConfig(environment)
  const log = openLog({ level: config.SEOGO_LOG_LEVEL, format: config.SEOGO_LOG_FORMAT, process: 'api' })
  await runUntilStopped(log, async () => {
    const opened = await openHouse({
      config,
      log,
      migrating: false,
      embedded: process.send ? 'join' : 'either',
    })
    await requireCompleteHouse(opened.house, features)
    const app = await buildApi(opened.house)
    const address = await app.listen({ host: config.SEOGO_HOST, port: config.SEOGO_PORT })
    const row = await keepProcessRow(opened.house, 'api')
    const measuring = await keepMeasuring(opened.house, 'api')
    const reporting = await keepCacheReports(opened.house, 'api')
    const sign = keepAliveSign(config.SEOGO_ALIVE_SIGN)
    // Nobody finds a house broken on purpose that they have just started.
    if (opened.house.gameDay) await mendAll(opened.house, null)
    const broken = followGameDay(opened.house, 'api')
    const watching = watchHouse(opened.house)
    const room = await watchRoom(opened.house)
    const asking = watchDatabase(opened.house)
    log.info({ address }, 'the API is up')
    process.send?.({ ready: true, address })
    await onUp?.(opened.house, address)
    return async () => {
      sign.stop()
      await app.leave(config.SEOGO_LEAVE_SECONDS * 1_000)
      await app.close()
      await measuring.stop()
      await reporting.stop()
      await asking.stop()
      await watching.stop()
      await room.stop()
      await broken.stop()
      await row.stop()
      await opened.close()
    }
  })
}

if (import.meta.main) await runApiProcess(process.env)
