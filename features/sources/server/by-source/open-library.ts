import { z } from 'zod'
import type { Question } from '../asking/ask-source.ts'
import { openLibraryToCsl } from '../records/openlibrary-to-csl.ts'
import { type FoundRecord, parseJson, toFound } from './found-record.ts'

const reply = z.record(z.string(), z.unknown())

/** The book of an ISBN of 13 digits. */
export function openLibraryBook(isbn: string): Question<FoundRecord> {
  const name = `ISBN:${isbn}`
  return {
    source: 'openlibrary',
    key: `isbn:${isbn}`,
    path: `/api/books?bibkeys=${name}&format=json&jscmd=data`,
    read(body) {
      const books = reply.safeParse(parseJson(body))
      if (!books.success) return undefined
      // Who knows no such book answers an empty object.
      return Object.hasOwn(books.data, name) ? toFound(openLibraryToCsl(books.data[name], isbn)) : 'absent'
    },
  }
}
