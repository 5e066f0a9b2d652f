import { Readable } from 'node:stream'
import { Problem } from '#contract/problems.ts'
import { partsOf } from './file-list.ts'
import type { Manifest, Part } from './format/manifest.ts'
import { damaged, isOnShelf, readStored } from './parts.ts'
import { setDocument } from './sets.ts'
import { type Shelf, unusable } from './shelf.ts'

type Options = {
  readonly tell?: (copiedBytes: number) => void
  readonly signal?: AbortSignal | undefined
}

/**
 * Brings a set to another shelf: what is not there yet, each part read back from there, and the manifest last. Sealed parts
 * are copied as they are, without being opened.
 * @returns how many bytes had to be written
 * @throws Problem backup_damaged, backup_destination_unusable
 */
export async function copySet(
  set: Manifest,
  from: Shelf,
  to: Shelf,
  { tell = () => undefined, signal }: Options = {},
): Promise<number> {
  const manifest = await from.documents.read(setDocument(set.id))
  if (!manifest) throw new Problem('backup_not_found', { id: set.id, place: from.place })
  let copiedBytes = 0
  try {
    for await (const part of partsOf(from, set)) {
      signal?.throwIfAborted()
      if (await isOnShelf(to, part)) continue
      await copyPart(part, from, to)
      copiedBytes += part.storedBytes
      tell(copiedBytes)
    }
    await to.documents.write(setDocument(set.id), manifest)
  } catch (error) {
    throw unusable(to.place, error)
  }
  return copiedBytes
}

async function copyPart(part: Part, from: Shelf, to: Shelf): Promise<void> {
  const where = `the copy at ${to.place}`
  const stored = await to.parts.put(
    Readable.from(readStored(from, part, from.place), { objectMode: false }),
    {
      maxBytes: Number.POSITIVE_INFINITY,
    },
  )
  if (stored.sha256 !== part.sha256) throw damaged(where, part.sha256, 'hash')
  for await (const _ of readStored(to, part, where)) void _
}
