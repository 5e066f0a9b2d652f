import type { IdentifierBatchId, JobId, PaperId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import type { OpenCopyState } from './open-copies.ts'
import type { Wanted } from './request-identifiers.ts'

/** The door of this feature. The thread that reads bibliographies comes through it, so nothing heavy is imported here. */
export { crossrefToCsl } from './records/crossref-to-csl.ts'
export { crossrefXmlToCsl } from './records/crossref-xml-to-csl.ts'
export { dataciteToCsl } from './records/datacite-to-csl.ts'
export type { MappedRecord } from './records/mapped-record.ts'
export { openAlexToCsl } from './records/openalex-to-csl.ts'
export { fullPages, spacedInitials, withoutFullStop } from './records/pubmed-words.ts'
export { pubmedXmlToCsl } from './records/pubmed-xml-to-csl.ts'
export { zoteroTypeOf } from './records/zotero-fields.ts'
export { zoteroItemToCsl } from './records/zotero-item-to-csl.ts'

/**
 * Asks for works to be added by their identifiers or the addresses of their pages, in the background. What names no work is
 * refused at once, in its own row.
 * @throws Problem library_not_found | library_read_only
 */
export async function requestIdentifiers(tx: UserTx, wanted: Wanted): Promise<IdentifierBatchId> {
  return await (await import('./request-identifiers.ts')).requestIdentifiers(tx, wanted)
}

/** What became of each identifier so far. @throws Problem identifier_batch_not_found */
export async function readIdentifierBatch(tx: UserTx, id: IdentifierBatchId) {
  return await (await import('./request-identifiers.ts')).readIdentifierBatch(tx, id)
}

/** Whether a source knows a free copy of a paper. @throws Problem paper_not_found */
export async function openCopyState(tx: UserTx, house: House, paperId: PaperId): Promise<OpenCopyState> {
  return await (await import('./open-copies.ts')).openCopyState(tx, house, paperId)
}

/**
 * Asks for the free copy of a paper to be fetched, in the background.
 * @throws Problem paper_not_found | library_read_only | sources_off | open_copy_missing
 */
export async function requestOpenCopy(tx: UserTx, house: House, paperId: PaperId): Promise<JobId> {
  return await (await import('./open-copies.ts')).requestOpenCopy(tx, house, paperId)
}
