import type { IdentifierKind } from '#contract/identifiers.ts'
import { plural } from '#web/lib/words/plural.ts'
import type { EntryProblemCode } from '../contract.ts'

const papers = (count: number) => `${count} ${plural(count, 'paper', 'papers')}`
const files = (count: number) => `${count} ${plural(count, 'file', 'files')}`

export const en = {
  add: 'Add papers',
  offered: 'What was shared',
  addOffered: (count: number) => `Add ${files(count)}`,
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
  summary: (added: number, alreadyThere: number, refused: number, merged = 0, attached = 0) => {
    const parts = [
      added > 0 ? `${papers(added)} added` : null,
      merged > 0 ? `${merged} completed` : null,
      attached > 0 ? `${attached} ${plural(attached, 'PDF', 'PDFs')} attached` : null,
      alreadyThere > 0 ? `${alreadyThere} already there` : null,
      refused > 0 ? `${refused} refused` : null,
    ].filter((part) => part !== null)
    return parts.length === 0 ? 'Nothing was found to import' : parts.join(', ')
  },
  failed: 'The import failed',
  outcomes: {
    added: 'Added',
    merged: 'Completed',
    attached: 'Attached',
    already_there: 'Already there',
    refused: 'Refused',
  },
  line: (line: number) => `line ${line}`,
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
  filled: (fields: string) => `Filled in: ${fields}`,
  fields: {
    abstract: 'abstract',
    author: 'authors',
    'citation-key': 'citation key',
    'container-title': 'venue',
    DOI: 'DOI',
    ISBN: 'ISBN',
    ISSN: 'ISSN',
    issue: 'issue',
    issued: 'date',
    keyword: 'tags',
    language: 'language',
    note: 'note',
    page: 'pages',
    publisher: 'publisher',
    title: 'title',
    URL: 'address',
    volume: 'volume',
  },
  all: 'All',
  filter: 'Entries shown',
  entries: 'Entries',
  noneOfThem: 'No entry of this kind',
  table: 'Save as a table (CSV)',
  undo: 'Take back',
  redo: 'Bring back',
  undoTitle: 'Take this import back?',
  undoHelp: (paperCount: number, mergedCount: number) =>
    [
      `${papers(paperCount)} will go to the trash, from where they can be brought back.`,
      mergedCount > 0 ? `What was filled in on ${papers(mergedCount)} will be taken out again.` : null,
    ]
      .filter((part) => part !== null)
      .join(' '),
  undoTouched: (count: number) =>
    `${papers(count)} among them ${plural(count, 'has', 'have')} been worked with since:`,
  andMore: (count: number) => `and ${count} more`,
  undoing: 'Taking the import back',
  redoing: 'Bringing the import back',
  undone: 'The import was taken back',
  redone: 'The import was brought back',
  kept: (count: number) =>
    `${papers(count)} ${plural(count, 'keeps', 'keep')} what was filled in, because it has been changed since`,
  leftInTrash: (count: number) =>
    `${papers(count)} ${plural(count, 'stays', 'stay')} in the trash, because another paper has the same DOI by now`,
  undoStates: {
    undone: 'taken back',
    kept: 'kept: changed since',
    left: 'stays in the trash: another paper has its DOI',
  },
  addTitle: 'Add papers',
  addHelp: 'As files, or as references that you paste.',
  chooseFiles: 'Choose files',
  chooseFolder: 'Choose a folder',
  dropOrChoose: 'Drop files here, or',
  paste: 'Or paste',
  pasteHint:
    'DOI, arXiv id, PMID, ISBN or web addresses, one a line; or BibTeX, RIS, CSL-JSON and other references',
  addPasted: 'Add what was pasted',
  into: 'Into',
  recognised: {
    unknown: 'No reference and no identifier of a work is to be seen in this',
    bibliography: (format: string, count: number) =>
      `${format}, ${count} ${plural(count, 'entry', 'entries')}`,
    identifiers: {
      doi: (count: number) => `${count} ${plural(count, 'DOI', 'DOIs')}`,
      arxiv: (count: number) => `${count} ${plural(count, 'arXiv id', 'arXiv ids')}`,
      pmid: (count: number) => `${count} ${plural(count, 'PMID', 'PMIDs')}`,
      pmcid: (count: number) => `${count} ${plural(count, 'PMCID', 'PMCIDs')}`,
      isbn: (count: number) => `${count} ${plural(count, 'ISBN', 'ISBNs')}`,
      openalex: (count: number) => `${count} ${plural(count, 'OpenAlex id', 'OpenAlex ids')}`,
      kci: (count: number) => `${count} ${plural(count, 'KCI id', 'KCI ids')}`,
    } satisfies Record<IdentifierKind, (count: number) => string>,
    idleLines: (count: number) =>
      `${count} ${plural(count, 'line names no work and is', 'lines name no work and are')} left out`,
    tooMany: (most: number) => `More than ${most} identifiers: paste them in parts`,
    sourcesOff:
      'Works are looked up at metadata sources, and those are switched off on this server. References and files can be added.',
    tooLong: 'Too long to paste: save it as a file and choose that',
  },
  lookedUp: 'What was looked up',
  lookingUp: (count: number) => `Looking up ${count} ${plural(count, 'identifier', 'identifiers')}`,
  lookupOutcomes: {
    waiting: 'Waiting',
    added: 'Added',
    already_there: 'Already there',
    refused: 'Not added',
  },
  lookupSummary: (added: number, alreadyThere: number, refused: number) =>
    [
      added > 0 ? `${papers(added)} added` : null,
      alreadyThere > 0 ? `${alreadyThere} already there` : null,
      refused > 0 ? `${refused} not added` : null,
    ]
      .filter((part) => part !== null)
      .join(', '),
  lookUpAgain: (count: number) => `Look up ${count === 1 ? 'this one' : `these ${count}`} again`,
  pasted: 'Pasted text',
  moreFiles: (first: string, more: number) => `${first} and ${more} more`,
}
