/** The door of this feature. The thread that reads bibliographies comes through it, so nothing heavy is imported here. */
export { crossrefToCsl } from './records/crossref-to-csl.ts'
export { crossrefXmlToCsl } from './records/crossref-xml-to-csl.ts'
export { dataciteToCsl } from './records/datacite-to-csl.ts'
export type { MappedRecord } from './records/mapped-record.ts'
export { openAlexToCsl } from './records/openalex-to-csl.ts'
export { fullPages, spacedInitials, withoutFullStop } from './records/pubmed-words.ts'
export { pubmedXmlToCsl } from './records/pubmed-xml-to-csl.ts'
export { zoteroItemToCsl } from './records/zotero-item-to-csl.ts'
