export { separateNotes, unitedNotes, uniteNotes } from './unite-notes.ts'
