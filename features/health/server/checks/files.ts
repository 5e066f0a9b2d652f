import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import type { HealthLook } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'

/** The file store takes bytes, gives the same ones, and lets go of them. */
export async function checkFiles({ files }: House): Promise<HealthLook> {
  const written = `health check ${randomUUID()}`
  const { sha256 } = await files.put(Readable.from([Buffer.from(written)]), { maxBytes: 100 })
  try {
    const { stream } = await files.open(sha256)
    if ((await text(stream())) !== written)
      throw new Error('the file store gave other bytes than it was given')
  } finally {
    await files.remove(sha256)
  }
  return { state: 'ok', facts: { store: files.about.kind, place: files.about.place } }
}
