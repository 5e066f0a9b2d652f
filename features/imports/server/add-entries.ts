import { z } from 'zod'
import type { ImportId, LibraryId, PaperId, UserId } from '#contract/ids.ts'
import { addPapers, type Filled } from '#features/papers/server/papers.ts'
import { addToCollection, collectionByPath, tagPapers } from '#features/reading/server/reading.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import { storableText } from '#platform/queue/storable.ts'
import type { ReadEntry } from './formats/reading.ts'
import type { PlannedEntry } from './plan-entries.ts'
import { insertEntries, type NewImportEntry } from './queries.ts'
import { insertMadeTags } from './undo-queries.ts'

// Some publishers send the whole classification of a journal as keywords; so many are no tags any more.
const tagsMax = 30

/** The import that papers are added for. */
export type Import = { readonly id: ImportId; readonly libraryId: LibraryId; readonly userId: UserId }

export type Batch = {
  readonly fileIndex: number
  readonly fileName: string
  /** Place of the batch's first entry in the file. */
  readonly from: number
  readonly batch: readonly PlannedEntry[]
}

/** What an entry put into a paper that stood there: parts of its record, and tags by name. */
export type EntryFilled = Filled & { readonly tags?: readonly string[] | undefined }

type Done = Pick<NewImportEntry, 'outcome'> & {
  readonly paperId: PaperId
  readonly filled?: EntryFilled | undefined
}

/** Adds the papers of a batch with their keywords as tags and records what became of each entry, all or nothing. */
export async function addEntries(
  tx: UserTx,
  whole: Import,
  { fileIndex, fileName, from, batch }: Batch,
): Promise<void> {
  const records = batch.map(({ record }) => record).filter((record) => record !== undefined)
  const done = await addRecords(tx, whole, records)
  const rows = batch.map(({ line, reason, title, record }, index): NewImportEntry => {
    const became = record && done.get(record)
    const isMerged = became?.outcome === 'merged'
    return {
      library_id: whole.libraryId,
      import_id: whole.id,
      user_id: whole.userId,
      file_index: fileIndex,
      entry_index: from + index,
      file_name: fileName,
      line,
      outcome: became?.outcome ?? 'refused',
      reason,
      title: title === null ? null : storableText(title),
      paper_id: became?.paperId ?? null,
      file_id: null,
      filled: isMerged ? JSON.stringify(became.filled) : null,
      verbatim: isMerged && record ? storableText(record.verbatim) : null,
      named_files: record?.attachments?.map(({ path }) => storableText(path)) ?? null,
    }
  })
  await insertEntries(tx, rows)
}

async function addRecords(
  tx: UserTx,
  whole: Import,
  records: readonly ReadEntry[],
): Promise<Map<ReadEntry, Done>> {
  const { libraryId, userId: addedBy } = whole
  const added = await addPapers(tx, { libraryId, addedBy }, records.map(withNotes))
  const became = records.map((record, at) => {
    const outcome = added[at]
    if (outcome === undefined) throw new Error('a record was given and nothing became of it')
    return { record, ...outcome }
  })
  await file(
    tx,
    libraryId,
    became.filter(({ outcome }) => outcome === 'added'),
  )
  // What somebody has taken off a paper since this very entry came is not put on again.
  const toTag = became.filter(({ isSameEntry }) => isSameEntry !== true)
  const tags = await tagPapers(
    tx,
    libraryId,
    toTag.map(({ paperId, record }) => ({ paperId, names: record.keywords.slice(0, tagsMax) })),
  )
  await insertMadeTags(tx, whole, tags.made)
  const fresh = new Map<PaperId, string[]>()
  for (const { paper_id, name } of tags.added) fresh.set(paper_id, [...(fresh.get(paper_id) ?? []), name])
  return new Map(
    became.map(({ record, outcome, paperId, filled, isSameEntry }) => {
      const mayBringTags = outcome !== 'added' && isSameEntry !== true
      const own = new Set(record.keywords.map((keyword) => keyword.normalize('NFC').toLowerCase()))
      const brought = (fresh.get(paperId) ?? []).filter((name) => own.has(name.toLowerCase()))
      if (!mayBringTags || (filled === undefined && brought.length === 0))
        return [record, { outcome, paperId }]
      const withTags = { csl: {}, ...filled, ...(brought.length === 0 ? {} : { tags: brought }) }
      return [record, { outcome: 'merged', paperId, filled: withTags }]
    }),
  )
}

/** The notes of a file's owner stand in the record's annotation, so that nothing of them is lost. */
function withNotes({ csl, notes = [], ...record }: ReadEntry) {
  return notes.length === 0 || csl.annote !== undefined
    ? { ...record, csl }
    : { ...record, csl: { ...csl, annote: notes.join('\n\n') } }
}

// One below what collections may stand within each other.
const deepestPath = 19

/** Files papers that are new in the collections they lay in, made where they are missing. */
async function file(
  tx: UserTx,
  libraryId: LibraryId,
  news: readonly { readonly paperId: PaperId; readonly record: ReadEntry }[],
): Promise<void> {
  const byPath = new Map<string, PaperId[]>()
  for (const { paperId, record } of news)
    for (const path of record.collections ?? []) {
      const key = JSON.stringify(path.slice(0, deepestPath))
      byPath.set(key, [...(byPath.get(key) ?? []), paperId])
    }
  for (const [key, paperIds] of byPath) {
    const collectionId = await collectionByPath(tx, libraryId, z.array(z.string()).parse(JSON.parse(key)))
    if (collectionId !== undefined) await addToCollection(tx, collectionId, paperIds)
  }
}
