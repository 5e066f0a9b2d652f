import { plural } from '#web/lib/words/plural.ts'
import type { EntryProblemCode } from '../contract.ts'

const papers = (count: number) => `${count} ${plural(count, 'paper', 'papers')}`
const files = (count: number) => `${count} ${plural(count, 'file', 'files')}`

export const en = {
  add: 'Add papers',
  addHint: 'PDF, BibTeX, RIS, EndNote, PubMed, Zotero',
  dropHere: 'Drop to add to the library',
  dropHelp: 'PDF files and bibliographies: .bib, .ris, .json, .nbib, EndNote and PubMed .xml, Zotero .rdf',
  uploading: (count: number) => `Sending ${files(count)}`,
  reading: (names: string) => `Reading ${names}`,
  stop: 'Stop',
  hide: 'Hide',
  report: 'Report',
  reportTitle: 'What became of the import',
  progress: (done: string, total: string | null) => (total === null ? `${done} read` : `${done} of ${total}`),
  summary: (added: number, alreadyThere: number, refused: number) => {
    const parts = [
      added > 0 ? `${papers(added)} added` : null,
      alreadyThere > 0 ? `${alreadyThere} already there` : null,
      refused > 0 ? `${refused} refused` : null,
    ].filter((part) => part !== null)
    return parts.length === 0 ? 'Nothing was found to import' : parts.join(', ')
  },
  failed: 'The import failed',
  outcomes: { added: 'Added', merged: 'Completed', already_there: 'Already there', refused: 'Refused' },
  line: (line: number) => `line ${line}`,
  shownOf: (shown: number, total: number) => `The first ${shown} of ${total} entries, refused ones first`,
  noEntries: 'No entries yet',
  startedAt: (when: string) => `Started ${when}`,
  entryProblems: {
    entry_unreadable: 'The entry cannot be read',
    entry_mended: 'The entry was broken; its fields have been guessed',
    title_missing: 'The entry has no title',
    key_repeated: 'Another entry of the file has the same citation key',
    string_undefined: 'It uses an abbreviation that the file does not define',
    parent_missing: 'It refers to an entry that the file does not have',
    field_mended: 'A field was broken and has been mended',
    field_dropped: 'A field could not be read and was left out',
    stray_text: 'Text that belongs to no entry',
    characters_lost: 'Some bytes are no characters in the file’s encoding',
  } satisfies Record<EntryProblemCode, string>,
  moreFiles: (first: string, more: number) => `${first} and ${more} more`,
}
