import type { DatabaseSync } from 'node:sqlite'

/** The words of a text, each quoted. */
export const wordsOf = (text: string) =>
  (text.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => `"${word}"`)

/** A question as FTS5 takes it: every word must be there; empty when there is none. */
export const questionOf = (text: string) => wordsOf(text).join(' AND ')

/** What an application that cares gives it: the file stays in memory. */
export function tune(database: DatabaseSync): void {
  database.exec('pragma mmap_size = 8000000000; pragma cache_size = -500000')
}
