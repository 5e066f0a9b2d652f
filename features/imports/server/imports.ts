/** The door of imports: what other features may call. */
export { readBibliography } from './formats/read-bibliography.ts'
export { UnreadableBibliography } from './formats/reading.ts'
