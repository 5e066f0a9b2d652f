import { randomUUID } from 'node:crypto'
import { statfs } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { House } from '#platform/house.ts'

// Room for the database to write its log and a few hundred papers; below, importing begins to fail.
const leastFreeBytes = 1_000_000_000

/** The file store takes and gives bytes, and the disk under the data folder has room. */
export async function checkFiles({ files, config }: House) {
  const written = await files.put(Readable.from([Buffer.from(`health check ${randomUUID()}`)]), {
    maxBytes: 100,
  })
  await files.path(written.sha256)
  await files.remove(written.sha256)
  const disk = await statfs(config.SEOGO_DATA_DIR)
  const freeBytes = disk.bavail * disk.bsize
  const { kind, place } = files.about
  const facts = { store: kind, place, freeBytes, totalBytes: disk.blocks * disk.bsize }
  if (freeBytes >= leastFreeBytes) return { state: 'ok' as const, facts }
  return {
    state: 'degraded' as const,
    facts,
    message: 'less than 1 GB is free on the disk of the data folder: make room, or give it another disk',
  }
}
