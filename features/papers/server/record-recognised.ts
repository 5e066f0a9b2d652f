import type { LibraryId, PaperId } from '#contract/ids.ts'
import { lockLibrary } from '#features/accounts/server/accounts.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { JobContext } from '#platform/queue/job.ts'
import { storable } from '#platform/queue/storable.ts'
import { requirePaper } from './paper-detail.ts'
import type { RecognisedMetadata } from './pdf/pdf-reading.ts'
import { findSame, updateRecord } from './queries.ts'
import { withRecognised } from './recognised-record.ts'
import { columnsOf } from './record.ts'

type Target = { readonly paperId: PaperId; readonly libraryId: LibraryId }

/**
 * Puts what was recognised into the paper's record; a DOI that another paper of the library has is left out.
 * @returns that other paper
 */
export async function recordRecognised(
  tx: UserTx,
  { libraryId, paperId }: Target,
  found: RecognisedMetadata,
  note: JobContext['note'],
): Promise<PaperId | undefined> {
  await lockLibrary(tx, libraryId)
  const paper = await requirePaper(tx, paperId)
  const recognised = { ...found }
  let doiOfPaperId: PaperId | undefined
  if (recognised.doi) {
    const other = await findSame(tx, libraryId, { doi: recognised.doi.value })
    if (other && other.id !== paperId) {
      doiOfPaperId = other.id as PaperId
      note({ doiOfPaper: doiOfPaperId })
      delete recognised.doi
    }
  }
  const { csl, origins, changed } = withRecognised(paper.csl, paper.origins, storable(recognised))
  note({ recognised: changed })
  if (changed.length > 0)
    await updateRecord(tx, paperId, { ...columnsOf(csl), origins: JSON.stringify(origins) })
  return doiOfPaperId
}
