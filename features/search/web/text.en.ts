import { meaningProblemWords } from '#features/meaning/contract.ts'
import { plural } from '#web/lib/words/plural.ts'

export const en = {
  question: 'What the question says',
  takeOff: (part: string) => `Take off: ${part}`,
  respelt: (word: string, meant: string) =>
    `“${word}” stands in no record as it is written. Also searched for: ${meant}.`,
  bounded:
    'Many papers match. Titles and newer papers were looked at first; another word or a filter shows the others.',
  faults: {
    unknown_field: 'There is no such field; only what follows the colon was searched for.',
    unclosed_quote: 'The quotation mark is not closed; the phrase runs to the end.',
    no_value: 'Nothing stands behind the colon; left out.',
    bad_rating: 'A rating is 0.5 to 5 stars, as in rating:>=4 or rating:3..5; left out.',
    bad_year: 'A year has four digits, as in year:2019 or year:2019..2023; left out.',
    bad_date:
      'A date is written as in added:2024-01-31, published:>2024-01, added:2024-01..2024-03 or added:30d; left out.',
    bad_status: 'A status is unread, reading, read or set_aside; left out.',
    bad_has: 'A paper has pdf, notes, highlights or analysis; left out.',
    bad_language: 'A language is en, ko, ja or zh; left out.',
    unknown_tag: 'No paper has this tag; left out.',
    unknown_collection: 'There is no such collection; left out.',
    too_many_parts: 'A question has up to 40 parts; the rest was left out.',
  },
  byMeaning: {
    used: (words: string, near: string) =>
      `By words and by meaning: the best ${words} by words and the ${near} nearest by meaning, joined.`,
    bounded: 'There are many passages: those most alike at a glance were compared.',
    off: 'The search by meaning is off: these papers are found by their words alone.',
    switchOn: 'Switch it on in the settings',
    noWords: 'There are no words whose meaning could be looked for.',
    leftOut: (why: string) =>
      `The meaning was left out, these papers are found by their words alone: ${why}.`,
    toSettings: 'Settings',
    partly: (why: string) => `Some libraries were searched by words alone: ${why}.`,
    problems: meaningProblemWords.en,
  },
  suggest: {
    title: 'Suggestions',
    count: (count: number, formatted: string) =>
      count === 0 ? 'No suggestions' : `${formatted} ${plural(count, 'suggestion', 'suggestions')}`,
    kinds: {
      title: 'Paper',
      author: 'Author',
      journal: 'Journal',
      tag: 'Tag',
      field: 'Field',
      value: 'Value',
    },
    fields: {
      author: 'by this person',
      title: 'in the title',
      journal: 'in this venue',
      tag: 'with this tag',
      collection: 'filed in it',
      rating: 'by your stars',
      year: 'of these years',
      published: 'appeared on these days',
      added: 'added on these days',
      status: 'by how far you read',
      has: 'with a PDF, notes…',
      lang: 'in this language',
    },
    ofPapers: (kind: string, count: number, formatted: string) =>
      `${kind} · ${formatted} ${plural(count, 'paper', 'papers')}`,
    failed: (why: string) => `No suggestions now: ${why}. Enter searches all the same.`,
  },
  facets: {
    title: 'In this result',
    years: 'Years',
    journals: 'Journals',
    authors: 'Authors',
    tags: 'Tags',
    statuses: 'Reading status',
    ratings: 'Rating',
    bounded: 'The result is large: counted among its newer papers.',
    none: 'Nothing to count: no paper matches.',
    papers: (count: number, formatted: string) => `${formatted} ${plural(count, 'paper', 'papers')}`,
  },
  why: {
    place: (_place: number, formatted: string) => `No. ${formatted}`,
    rankByWords: (rank: string | undefined) =>
      rank === undefined ? 'not among the best by words' : `${rank} by words`,
    rankByMeaning: (rank: string | undefined) =>
      rank === undefined ? 'not among the nearest by meaning' : `${rank} by meaning`,
    nearest: 'Nearest passage',
    likeness: (percent: string) => `likeness ${percent}`,
    ofRecord: 'title and abstract',
    title: 'Why it is found',
    fields: {
      title: 'Title',
      authors: 'Authors',
      venue: 'Venue and year',
      tags: 'Tags',
      identifier: 'Identifier',
      abstract: 'Abstract',
      note: 'Note',
      highlight: 'Highlight',
      claim: 'Verified claim',
      text: 'Text',
    },
    page: (page: number) => `page ${page}`,
    none: 'By its filters; no word of the question stands in it.',
    score: 'Parts of the score',
    word: 'Word',
    telling: 'How telling',
    weight: 'Weight of its fields',
    product: 'Adds',
  },
}
