import { doiUrl } from '#contract/identifiers.ts'
import type { PaperId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import { listLinks } from './link-queries.ts'
import { listNotesOfPapers, type NoteRow } from './queries.ts'

const paperLinks = /\]\((paper:[0-9a-f-]{36})\)/gi

/** The text of a note for other programs: papers are linked by their DOI where they have one. */
export async function portableText(
  tx: UserTx,
  { id, library_id: libraryId, body }: Pick<NoteRow, 'id' | 'library_id' | 'body'>,
): Promise<string> {
  if (body.search(paperLinks) < 0) return body.trimEnd()
  const dois = new Map((await listLinks(tx, libraryId, id)).map(({ written, doi }) => [written, doi]))
  const text = body.replaceAll(paperLinks, (whole, written: string) => {
    const doi = dois.get(written.toLowerCase())
    return doi ? `](${doiUrl(doi)})` : whole
  })
  return text.trimEnd()
}

/** The texts of the notes on these papers that the person sees, or only their own, the oldest first. */
export async function portableNotesOf(
  tx: UserTx,
  paperIds: readonly PaperId[],
  { isMine }: { readonly isMine: boolean },
): Promise<Map<string, string[]>> {
  const ofPaper = new Map<string, string[]>()
  for (const { paperId, ...row } of await listNotesOfPapers(tx, paperIds, isMine)) {
    const text = await portableText(tx, row)
    if (text !== '') ofPaper.set(paperId, [...(ofPaper.get(paperId) ?? []), text])
  }
  return ofPaper
}
