import {
  capitalised,
  familyNames,
  journalWords,
  type Subject,
  titleWords,
  wordsOf,
  yearText,
} from './formula-words.ts'

type Source = {
  readonly numbers: number
  readonly read: (subject: Subject, numbers: readonly number[]) => string
}

/** What a part of a formula may begin with, with how many numbers in brackets (Better BibTeX, "Citation keys", 2026). */
export const sources: Readonly<Record<string, Source>> = {
  auth: { numbers: 1, read: (subject, [letters]) => (familyNames(subject)[0] ?? '').slice(0, letters) },
  authors: {
    numbers: 1,
    read: (subject, [count = 3]) => {
      const names = familyNames(subject)
      return names.slice(0, count).join('') + (names.length > count ? 'EtAl' : '')
    },
  },
  title: { numbers: 0, read: (subject) => titleWords(subject, false).map(capitalised).join(' ') },
  shorttitle: {
    numbers: 2,
    read: (subject, [count = 3, capitals = 0]) =>
      titleWords(subject, true)
        .slice(0, count)
        .map((word, index) => (index < capitals ? capitalised(word) : word))
        .join(''),
  },
  veryshorttitle: { numbers: 0, read: (subject) => titleWords(subject, true)[0] ?? '' },
  year: { numbers: 0, read: yearText },
  shortyear: { numbers: 0, read: (subject) => yearText(subject).slice(-2) },
  journal: { numbers: 0, read: (subject) => journalWords(subject).map(capitalised).join(' ') },
  type: { numbers: 0, read: ({ item }) => item.type.replaceAll('-', '') },
}

/** What may follow a part behind a point. */
export const filters: Readonly<Record<string, (text: string, subject: Subject) => string>> = {
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  capitalize: (text, { folds }) => wordsOf(text, folds, false).map(capitalised).join(''),
  abbr: (text, { folds }) =>
    wordsOf(text, folds, true)
      .map((word) => word.charAt(0))
      .join(''),
  clean: (text) => text.normalize('NFC').replaceAll(/[^\p{L}\p{N}]/gu, ''),
}
