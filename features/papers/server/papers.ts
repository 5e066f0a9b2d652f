/** The door of papers: what other features may call. */

export { rectanglesOf } from '#contract/text-rectangles.ts'
export { addPaper, addPapers, addPdf } from './add-paper.ts'
export { amendRecord } from './amend-record.ts'
export { attachFile, detachFile } from './attach-file.ts'
export { abstractsOf, pdfsOf } from './catalogue-queries.ts'
export { copyRecord } from './copy-record.ts'
export { correctPaper, replaceRecord } from './correct-paper.ts'
export { facetsOf } from './facet-queries.ts'
export type { Filled } from './fill-record.ts'
export { listsKeptForMs, tablesOfLists } from './kept-answers.ts'
export { findByIdentifier, setIntegrity } from './known-papers.ts'
export { normalised } from './likeness.ts'
export { countFiltered, type ListQuery, listPapers, nextPapers } from './list-papers.ts'
export { listTrashed } from './many-queries.ts'
export { type Done, onEach } from './on-each-library.ts'
export { openFile, openThumbnail } from './open-file.ts'
export {
  boxesOf,
  findFileText,
  pagesOf,
  readPaperDetail,
  requirePaper,
  textHashOf,
  textStateOf,
} from './paper-detail.ts'
export { countPagesOf as pageCountsOf } from './queries.ts'
export { type OpenedQuestion, openQuestion, summarise } from './questions.ts'
export type { Origin } from './record.ts'
export { readQuestion } from './search-words.ts'
export { editablePapers, selectedPapers } from './selected-papers.ts'
export { sumAll } from './storage-queries.ts'
export { listTouched, putBack, restorePapers, takeOut, trashPapers } from './take-back.ts'
export { type FoldedText, foldText } from './text/fold-text.ts'
export { type JoinedPages, joinPages, type PageSpan, type PageText } from './text/join-pages.ts'
export { removePaper } from './trash-papers.ts'
export { separateRecords, unitedRecord, uniteRecords } from './unite-records.ts'
