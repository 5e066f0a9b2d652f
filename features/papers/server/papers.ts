/** The door of papers: what other features may call. */
export { addPaper, addPdf } from './add-paper.ts'
export { amendRecord } from './amend-record.ts'
export { attachFile } from './attach-file.ts'
export { listPapers } from './list-papers.ts'
export { boxesOf, pagesOf, requirePaper, textStateOf } from './paper-detail.ts'
export { rectanglesOf } from './pdf/rectangles.ts'
export { lockLibrary } from './queries.ts'
