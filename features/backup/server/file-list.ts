import { z } from 'zod'
import { sha256 } from '#contract/ids.ts'
import type { Manifest, Part } from './format/manifest.ts'
import { damaged, linesOf, readRows } from './parts.ts'
import type { Shelf } from './shelf.ts'

/** A file of the library in a set: its own hash and size, and those of what is stored of it. */
export type FileInSet = { readonly sha256: string; readonly sizeBytes: number; readonly part: Part }

const whole = z.coerce.number().int().min(0)
const fields = z.tuple([sha256, whole, sha256, whole])

export function toLine({ sha256: hash, sizeBytes, part }: FileInSet): Buffer {
  return Buffer.from(`${hash} ${sizeBytes} ${part.sha256} ${part.storedBytes}\n`)
}

export const listOfFiles = 'list of files'

/** The files of a set, by their hash in order. @throws Problem backup_damaged */
export async function* readFileList(shelf: Shelf, set: Manifest): AsyncGenerator<FileInSet> {
  for await (const line of linesOf(readRows(shelf, set.files.list, listOfFiles))) {
    const parsed = fields.safeParse(line.split(' '))
    if (!parsed.success) throw damaged(listOfFiles, 'a line', 'content')
    const [hash, sizeBytes, stored, storedBytes] = parsed.data
    yield { sha256: hash, sizeBytes, part: { sha256: stored, storedBytes } }
  }
}

/** Every part that it takes to restore a set; one that is needed twice comes twice. @throws Problem backup_damaged */
export async function* partsOf(shelf: Shelf, set: Manifest): AsyncGenerator<Part> {
  for (const { parts } of [...set.tables, set.files.list]) yield* parts
  for await (const { part } of readFileList(shelf, set)) yield part
}
