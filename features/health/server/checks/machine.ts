import { statfs } from 'node:fs/promises'
import { totalmem } from 'node:os'
import type { HealthLook } from '#platform/feature.ts'
import { isShortOfRoom } from '#platform/files/room.ts'
import type { House } from '#platform/house.ts'
import { readVitals, type Vitals } from '#platform/vitals/vitals.ts'
import { listVitals } from '../check-queries.ts'

// Room for the database to write its log and a few hundred papers; below, importing begins to fail.
const lowBytes = 1_000_000_000
const memoryFullPercent = 92
const cpuFullPercent = 95
// People feel what is later than this.
const lateMs = 200
// And one such stop makes no percentile.
const stoodStillMs = 2_000

/** The disk under the data folder has room. */
export async function checkDisk(house: House): Promise<HealthLook> {
  const { config } = house
  const disk = await statfs(config.SEOGO_DATA_DIR)
  const freeBytes = disk.bavail * disk.bsize
  const totalBytes = disk.blocks * disk.bsize
  const usedPercent = Math.round(100 * (1 - freeBytes / Math.max(1, totalBytes)))
  const facts = { folder: config.SEOGO_DATA_DIR, freeBytes, totalBytes, usedPercent }
  if (isShortOfRoom(house)) return { state: 'failing', finding: 'disk_full', facts }
  if (freeBytes < lowBytes) return { state: 'degraded', finding: 'disk_low', facts }
  return { state: 'ok', facts }
}

/** This machine, or the container it is, has memory left. */
export async function checkMemory(): Promise<HealthLook> {
  // Zero, or more than there is: no limit is set.
  const limitBytes = process.constrainedMemory()
  const totalBytes = limitBytes > 0 ? Math.min(limitBytes, totalmem()) : totalmem()
  const availableBytes = process.availableMemory()
  const usedPercent = Math.round(100 * (1 - availableBytes / totalBytes))
  const facts = { usedPercent, availableBytes, totalBytes, ownBytes: process.memoryUsage.rss() }
  if (usedPercent >= memoryFullPercent) return { state: 'degraded', finding: 'memory_low', facts }
  return { state: 'ok', facts }
}

/** The processor has time left. */
export async function checkCpu(): Promise<HealthLook> {
  const { cpuPercent: usedPercent } = readVitals()
  if (usedPercent >= cpuFullPercent) return { state: 'degraded', finding: 'cpu_busy', facts: { usedPercent } }
  return { state: 'ok', facts: { usedPercent } }
}

/** No process of the house comes late to what it has to do: this one as it is now, the others as they last told. */
export async function checkEventLoop(house: House): Promise<HealthLook> {
  const since = new Date(house.clock.now().getTime() - 30_000)
  const others = await house.database
    .asSystem('look at the processes', (tx) => listVitals(tx, since))
    .catch(() => {
      // Its own part tells that the database is away; this process is known without it.
      return []
    })
  const all: { name: string; vitals: Vitals }[] = [
    { name: `${process.pid}`, vitals: readVitals() },
    ...others.filter(({ name }) => !name.endsWith(` ${process.pid}`)),
  ]
  const slowest = all.reduce((worst, each) => (each.vitals.loopMaxMs > worst.vitals.loopMaxMs ? each : worst))
  const { loopP99Ms: p99Ms, loopMaxMs: maxMs } = slowest.vitals
  const facts = { p99Ms: Math.round(p99Ms), maxMs: Math.round(maxMs), slowest: slowest.name }
  if (p99Ms >= lateMs || maxMs >= stoodStillMs)
    return { state: 'degraded', finding: 'event_loop_slow', facts }
  return { state: 'ok', facts }
}
