import type { PaperId } from '#contract/ids.ts'
import { addPdf, attachFile } from '#features/papers/server/papers.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import type { Import } from './add-entries.ts'
import { matchFiles } from './match-files.ts'
import { listNamedFiles, listUnsettledPdfs, type UnsettledPdf } from './pdf-queries.ts'
import { insertEntries, settleFile } from './queries.ts'

type Work = {
  readonly asUser: <T>(work: (tx: UserTx) => Promise<T>) => Promise<T>
  readonly signal?: AbortSignal
}

/**
 * Settles the PDFs of an import once its bibliographies are read: one that an entry names belongs to that entry's paper,
 * any other becomes a paper of its own. Each is one transaction; what an execution before this one settled is left alone.
 */
export async function settlePdfs(whole: Import, { asUser, signal }: Work): Promise<void> {
  const { pdfs, papers } = await asUser(async (tx) => {
    const found = await listUnsettledPdfs(tx, whole.id)
    const named = found.length === 0 ? [] : await listNamedFiles(tx, whole.id)
    const sent = found.map(({ file_index: fileIndex, path }) => ({ fileIndex, path }))
    return { pdfs: found, papers: matchFiles(sent, named) }
  })
  for (const pdf of pdfs) {
    signal?.throwIfAborted()
    const paperId = papers.get(pdf.file_index)
    await asUser(async (tx) => {
      const became = paperId === undefined ? await addOwn(tx, whole, pdf) : await attach(tx, paperId, pdf)
      const { id: import_id, libraryId: library_id, userId: user_id } = whole
      const place = { import_id, library_id, user_id, file_index: pdf.file_index, entry_index: 0 }
      const { outcome, paperId: paper_id, fileId: file_id } = became
      const shown = { file_name: pdf.name, line: null, title: null, reason: null }
      await insertEntries(tx, [{ ...place, ...shown, outcome, paper_id, file_id }])
      await settleFile(tx, whole.id, pdf.file_index)
      announce(tx, { userIds: [whole.userId] }, [{ topic: 'imports' }])
    })
  }
}

function addOwn(tx: UserTx, { libraryId, userId: addedBy }: Import, pdf: UnsettledPdf) {
  const { sha256, size_bytes: sizeBytes, name: fileName } = pdf
  return addPdf(tx, { libraryId, sha256, sizeBytes, fileName, addedBy })
}

async function attach(tx: UserTx, paperId: PaperId, pdf: UnsettledPdf) {
  const { sha256, size_bytes: sizeBytes, name: fileName } = pdf
  const attached = await attachFile(tx, {
    paperId,
    sha256,
    sizeBytes,
    fileName,
    mediaType: 'application/pdf',
  })
  return { ...attached, outcome: attached.outcome === 'added' ? ('attached' as const) : attached.outcome }
}
