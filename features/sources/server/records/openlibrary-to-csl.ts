import { toCslDate } from '#contract/csl-date.ts'
import {
  fields,
  isRecord,
  listOf,
  type MappedRecord,
  personNamed,
  text,
  wholeTitle,
} from './mapped-record.ts'

const named = listOf(fields({ name: text }))
const book = fields({
  title: text,
  subtitle: text,
  authors: named,
  publishers: named,
  publish_places: named,
  publish_date: text,
  number_of_pages: text,
  url: text,
})

/** Maps a book of Open Library's Books API (`jscmd=data`) to CSL. */
export function openLibraryToCsl(record: unknown, isbn: string): MappedRecord | undefined {
  if (!isRecord(record)) return undefined
  const found = book.parse(record)
  if (found.title === undefined) return undefined
  const draft = {
    type: 'book',
    title: wholeTitle(found.title, found.subtitle),
    author: found.authors
      .map(({ name }) => (name === undefined ? undefined : personNamed(name)))
      .filter((name) => name !== undefined),
    issued: toCslDate(found.publish_date ?? ''),
    publisher: found.publishers[0]?.name,
    'publisher-place': found.publish_places[0]?.name,
    'number-of-pages': found.number_of_pages,
    ISBN: isbn,
    URL: found.url,
  }
  return { draft, keywords: [] }
}
