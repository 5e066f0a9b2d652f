import type { z } from 'zod'
import { type LibraryId, type NoteId, type PaperId, paperId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { changeNote } from '../contract.ts'
import {
  findPapersById,
  findPapersByKey,
  findPapersByTitle,
  listKeptLinks,
  replaceLinks,
} from './link-queries.ts'
import { writtenLinks } from './written-links.ts'

export type PickedLinks = z.output<typeof changeNote.body>['links']
type Place = { readonly libraryId: LibraryId; readonly noteId: NoteId }

const byId = 'paper:'

/**
 * Finds out which papers a text names and keeps their ids. What was picked while writing decides, then what the same words
 * meant before, then citation keys, then titles; what names no paper of the library is no link.
 */
export async function keepLinks(tx: UserTx, place: Place, body: string, picked: PickedLinks): Promise<void> {
  const written = writtenLinks(body)
  const found = new Map<string, PaperId>()
  const note = (links: readonly { written: string; paper_id: PaperId }[]) => {
    for (const link of links) if (!found.has(link.written)) found.set(link.written, link.paper_id)
  }
  const kept = await listKeptLinks(tx, place.libraryId, place.noteId)
  const open = () => written.filter((each) => !found.has(each))
  if (written.length > 0) {
    note(await named(tx, place.libraryId, picked ?? [], written))
    note(kept.filter((link) => written.includes(link.written)))
    if (open().length > 0) note(await findPapersByKey(tx, place.libraryId, open()))
    if (open().length > 0) note(await findPapersByTitle(tx, place.libraryId, open()))
  }
  const links = written.flatMap((each) => {
    const paper = found.get(each)
    return paper === undefined ? [] : [{ written: each, paper_id: paper }]
  })
  const isSame =
    links.length === kept.length &&
    links.every((link) => kept.some((one) => one.written === link.written && one.paper_id === link.paper_id))
  if (!isSame) await replaceLinks(tx, place, links)
}

/** What names a paper by its id: in the text itself, or by what was picked for words of the text. */
async function named(
  tx: UserTx,
  libraryId: LibraryId,
  picked: NonNullable<PickedLinks>,
  written: readonly string[],
): Promise<{ written: string; paper_id: PaperId }[]> {
  const wanted = [
    ...picked.filter((each) => written.includes(each.written)),
    ...written.flatMap((each) => {
      const id = each.startsWith(byId) ? paperId.safeParse(each.slice(byId.length)).data : undefined
      return id === undefined ? [] : [{ written: each, paperId: id }]
    }),
  ]
  if (wanted.length === 0) return []
  const here = new Set<string>(
    await findPapersById(
      tx,
      libraryId,
      wanted.map((each) => each.paperId),
    ),
  )
  return wanted
    .filter((each) => here.has(each.paperId))
    .map((each) => ({ written: each.written, paper_id: each.paperId }))
}
