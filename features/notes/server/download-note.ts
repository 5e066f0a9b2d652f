import { Readable } from 'node:stream'
import type { NoteId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { Download } from '#platform/http/route.ts'
import { portableText } from './portable-notes.ts'
import { findNoteRow } from './queries.ts'

/** A note as a file that other programs read: papers are linked by their DOI where they have one. @throws Problem note_not_found */
export async function downloadNote(tx: UserTx, id: NoteId): Promise<Download> {
  const row = await findNoteRow(tx, id)
  if (!row) throw new Problem('note_not_found')
  const text = await portableText(tx, row)
  return {
    stream: Readable.from([Buffer.from(`${text}\n`)], { objectMode: false }),
    mediaType: 'text/markdown; charset=utf-8',
    fileName: `${fileName(row.title) || row.id}.md`,
  }
}

/** A title as a file name of every system. */
function fileName(title: string): string {
  return title
    .replaceAll(/[^\p{L}\p{N} ._-]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s.]+|[\s.]+$/g, '')
    .slice(0, 100)
}
