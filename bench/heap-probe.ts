/**
 * Preloaded into a worker that is measured (`node --expose-gc --import bench/heap-probe.ts`): tells the process that started
 * it what is held after all garbage was collected.
 */
import { writeHeapSnapshot } from 'node:v8'
import { z } from 'zod'
import type { heldMessage } from './held-memory.ts'

const question = z.strictObject({ measure: z.literal('held'), snapshotAt: z.string().optional() })
const megabytes = (bytes: number) => Math.round(bytes / 10_485.76) / 100

process.on('message', (message) => {
  const asked = question.safeParse(message)
  if (!asked.success) return
  // What a finalizer lets go of is collected by the next round only.
  for (let round = 0; round < 3; round += 1) globalThis.gc?.()
  if (asked.data.snapshotAt !== undefined) writeHeapSnapshot(asked.data.snapshotAt)
  const { heapUsed, external, arrayBuffers, rss } = process.memoryUsage()
  const held = {
    heapMb: megabytes(heapUsed),
    externalMb: megabytes(external),
    arrayBuffersMb: megabytes(arrayBuffers),
    residentMb: megabytes(rss),
  }
  process.send?.({ held } satisfies z.input<typeof heldMessage>)
})
