import { statfs } from 'node:fs/promises'
import type { z } from 'zod'
import { may, type Permission } from '#contract/permissions.ts'
import { countPeopleOf } from '#features/accounts/server/accounts.ts'
import { readCaching } from '#features/caching/server/caching.ts'
import { readStandings, worstOf } from '#features/health/server/health.ts'
import { listQueuesOf } from '#features/jobs/server/jobs.ts'
import { sumAll } from '#features/papers/server/papers.ts'
import { readWatchedFigures } from '#features/performance/server/performance.ts'
import { readHouseUse } from '#features/usage/server/usage.ts'
import { cacheNamespace } from '#platform/cache/namespace.ts'
import type { House } from '#platform/house.ts'
import type { houseCards } from '../contract.ts'
import type { Looker } from './attention.ts'

type Cards = z.input<typeof houseCards>

async function healthCard(house: House): Promise<Cards['health']> {
  const { parts } = await readStandings(house)
  const count = (state: string) => parts.filter((part) => part.state === state).length
  return {
    state: worstOf(parts),
    sound: count('ok'),
    degraded: count('degraded'),
    failing: count('failing'),
  }
}

async function performanceCard(house: House): Promise<Cards['performance']> {
  if (!house.metrics.on) return null
  const { requests, errorShare, requestP95Ms, loopP99Ms } = await readWatchedFigures(house)
  return { requests, errorShare, requestP95Ms, loopP99Ms }
}

async function jobsCard(house: House): Promise<Cards['jobs']> {
  const { items, workers } = await listQueuesOf(house)
  const sum = (of: (queue: (typeof items)[number]) => number) =>
    items.reduce((total, queue) => total + of(queue), 0)
  return {
    workers,
    waiting: sum(({ waiting }) => waiting),
    active: sum(({ active }) => active),
    endedInHour: sum(({ endedInHour }) => endedInHour),
    failedInHour: sum(({ failedInHour }) => failedInHour),
    oldestWaitingMs: Math.max(0, ...items.map(({ oldestWaitingMs }) => oldestWaitingMs)),
  }
}

async function cachesCard(house: House): Promise<Cards['caches']> {
  const { on, namespaces } = await readCaching(house)
  const sum = (of: (names: (typeof namespaces)[number]) => number) =>
    namespaces.reduce((total, names) => total + of(names), 0)
  const hits = sum(({ memoryHits, sharedHits }) => memoryHits + sharedHits)
  const looks = hits + sum(({ loads }) => loads)
  return {
    on,
    hitRate: looks === 0 ? null : hits / looks,
    bytes: sum(({ bytes }) => bytes),
    entries: sum(({ entries }) => entries),
  }
}

async function storageCard(house: House): Promise<Cards['storage']> {
  const disk = await statfs(house.config.SEOGO_DATA_DIR)
  const stored = await house.database.asSystem('how much is stored', (tx) => sumAll(tx))
  return { ...stored, diskFreeBytes: disk.bavail * disk.bsize, diskTotalBytes: disk.blocks * disk.bsize }
}

async function peopleCard(house: House): Promise<Cards['people']> {
  const { deactivated, ...counts } = await countPeopleOf(house)
  return { ...counts, total: counts.total - deactivated }
}

// Figures to glance at: however many look, and however often, they are read so seldom.
const glance = cacheNamespace({
  name: 'admin.glance',
  ttlMs: 10_000,
  dependsOn: [],
  because: 'figures to glance at may be ten seconds old',
})
// Bytes are counted row by row.
const sums = cacheNamespace({
  name: 'admin.sums',
  ttlMs: 60_000,
  dependsOn: [],
  because: 'sums over all papers and files may be a minute old',
})

/** A figure or two of each part of the house, as far as the asking person may see its pages. */
export async function readCards(house: House, { role }: Looker): Promise<Cards> {
  const card = async <Card>(
    name: string,
    needs: Permission,
    read: (of: House) => Promise<Card>,
    namespace = glance,
  ): Promise<Card | null> =>
    may(role, needs) ? await house.cache.getOrSet<Card>(namespace, { key: name }, () => read(house)) : null
  const [health, performance, jobs, usage, caches, storage, people] = await Promise.all([
    card('health', 'health:read', healthCard),
    card('performance', 'performance:administer', performanceCard),
    card('jobs', 'jobs:administer', jobsCard),
    card('usage', 'usage:administer', readHouseUse),
    card('caches', 'performance:administer', cachesCard),
    card('storage', 'house:read', storageCard, sums),
    card('people', 'people:read', peopleCard),
  ])
  return { health, performance, jobs, usage, caches, storage, people }
}
