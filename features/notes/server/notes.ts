export { listOwnNotes } from './own-notes.ts'
export { portableNotesOf } from './portable-notes.ts'
export { separateNotes, unitedNotes, uniteNotes } from './unite-notes.ts'
