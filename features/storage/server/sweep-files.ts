import { findNamedFiles, loadFileReferences } from '#platform/files/references.ts'
import { inBatches } from '#platform/in-batches.ts'
import type { JobContext } from '#platform/queue/job.ts'

/**
 * Bytes are received before a row names them: an upload, an import or a job has this long to write its row. The store
 * takes bytes that came again since out of the sweep's hands.
 */
const graceMs = 2 * 24 * 3_600_000
const batchSize = 500

/** Removes the files that were stored some days ago and that no row names. */
export async function sweepFiles(_payload: unknown, context: JobContext): Promise<void> {
  const { house, signal } = context
  const before = new Date(house.clock.now().getTime() - graceMs)
  const references = await loadFileReferences(house)
  let removed = 0
  let removedBytes = 0
  for await (const batch of inBatches(house.files.list(), batchSize)) {
    signal.throwIfAborted()
    const old = batch.filter(({ storedAt }) => storedAt < before)
    if (old.length === 0) continue
    const hashes = old.map(({ sha256 }) => sha256)
    const named = await context.asSystem('sweep files', (tx) => findNamedFiles(references, tx, hashes))
    for (const { sha256, sizeBytes } of old) {
      if (named.has(sha256)) continue
      if (!(await house.files.remove(sha256, { unlessStoredSince: before }))) continue
      removed += 1
      removedBytes += sizeBytes
    }
  }
  context.note({ removed, removedBytes })
}
