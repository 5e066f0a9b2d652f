/** The door of papers: what other features may call. */
export { type Added, addPaper, addPdf, type NewPdf, type NewRecord } from './add-paper.ts'
export { listPapers } from './list-papers.ts'
export { pagesOf, readPaperDetail, requirePaper, type TextState, textStateOf } from './paper-detail.ts'
export { rectanglesOf } from './pdf/rectangles.ts'
