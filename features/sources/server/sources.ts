import type { IdentifierBatchId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { Wanted } from './request-identifiers.ts'

/** The door of this feature. The thread that reads bibliographies comes through it, so nothing heavy is imported here. */
export { crossrefToCsl } from './records/crossref-to-csl.ts'
export { crossrefXmlToCsl } from './records/crossref-xml-to-csl.ts'
export { dataciteToCsl } from './records/datacite-to-csl.ts'
export type { MappedRecord } from './records/mapped-record.ts'
export { openAlexToCsl } from './records/openalex-to-csl.ts'
export { fullPages, spacedInitials, withoutFullStop } from './records/pubmed-words.ts'
export { pubmedXmlToCsl } from './records/pubmed-xml-to-csl.ts'
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
