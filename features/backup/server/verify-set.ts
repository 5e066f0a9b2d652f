import { Problem } from '#contract/problems.ts'
import { inBatches } from '#platform/in-batches.ts'
import { readFileList } from './file-list.ts'
import type { Manifest } from './format/manifest.ts'
import { nameOf } from './make-set.ts'
import { readRows, readStored } from './parts.ts'
import type { Damage } from './sets.ts'
import { type Shelf, unusable } from './shelf.ts'

const damagesNamed = 100
const filesAtOnce = 4

type Options = {
  readonly tell?: (done: number, total: number) => void
  readonly signal?: AbortSignal | undefined
}

/**
 * Reads every byte of a set from its destination again and compares it with its hash.
 * @returns what is damaged, each part named; empty when all is well
 */
export async function verifySet(
  shelf: Shelf,
  set: Manifest,
  { tell = () => undefined, signal }: Options = {},
): Promise<Damage[]> {
  const damages: Damage[] = []
  let doneBytes = 0
  const note = (error: unknown) => {
    if (!(error instanceof Problem) || error.code !== 'backup_damaged') throw unusable(shelf.place, error)
    const { where, part, why } = error.details
    if (damages.length < damagesNamed)
      damages.push({ where: String(where), part: String(part), why: String(why) })
  }
  for (const table of set.tables) {
    signal?.throwIfAborted()
    // Each part by itself, so that all damaged ones are named, and not the first alone.
    const before = damages.length
    for (const part of table.parts) {
      await readThrough(readStored(shelf, part, nameOf(table))).catch(note)
      doneBytes += part.storedBytes
    }
    if (damages.length === before) await readThrough(readRows(shelf, table, nameOf(table))).catch(note)
    tell(doneBytes, set.storedBytes)
  }
  try {
    for await (const batch of inBatches(readFileList(shelf, set), filesAtOnce)) {
      signal?.throwIfAborted()
      await Promise.all(
        batch.map(({ sha256, part }) => readThrough(readStored(shelf, part, `file ${sha256}`)).catch(note)),
      )
      doneBytes += batch.reduce((sum, { part }) => sum + part.storedBytes, 0)
      tell(doneBytes, set.storedBytes)
    }
  } catch (error) {
    note(error)
  }
  return damages
}

async function readThrough(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  // Reading is what checks.
  for await (const _ of bytes) void _
}
