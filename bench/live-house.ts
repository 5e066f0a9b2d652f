import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '#platform/config/config.ts'
import { openLog } from '#platform/log/log.ts'
import { openHouse } from '#server/boot.ts'
import { startOwnRedis } from '#server/testing/own-redis.ts'

export type Backend = 'redis' | 'postgres'

/** The house of a live benchmark in a folder of its own, and the settings by which its processes join it. */
export async function openLiveHouse(backend: Backend, extra: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'seogo-live-'))
  chmodSync(folder, 0o755)
  const redis = backend === 'redis' ? await startOwnRedis() : undefined
  const settings = {
    SEOGO_DATA_DIR: folder,
    SEOGO_LOG_LEVEL: 'silent',
    // Thousands of sockets are one person's.
    SEOGO_RATE_PERSON: '0',
    SEOGO_RATE_NETWORK: '0',
    ...extra,
    ...(redis ? { SEOGO_REDIS_URL: redis.url } : {}),
  }
  const { house, close } = await openHouse({
    config: readConfig(settings),
    log: openLog({ level: 'silent', format: 'json', process: 'bench' }),
    migrating: true,
    embedded: 'own',
  })
  return {
    house,
    settings,
    async close() {
      await close()
      await redis?.unplug()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
