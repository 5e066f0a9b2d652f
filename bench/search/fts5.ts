import { statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { PaperRecord } from '../installation.ts'
import { round } from '../measure.ts'
import { questionOf, tune, wordsOf } from './fts5-question.ts'

const row = z.object({ id: z.string() })

export type Fts5 = ReturnType<typeof openFts5>

/** Fills an index anew with papers. */
export async function fillFts5(path: string, papers: Iterable<PaperRecord>): Promise<void> {
  await rm(path, { force: true })
  const database = new DatabaseSync(path)
  database.exec(`pragma journal_mode = off; pragma synchronous = off;
    create virtual table papers using fts5(
      id unindexed, title, authors, venue, year, abstract, tokenize = 'porter unicode61')`)
  const insert = database.prepare('insert into papers values (?, ?, ?, ?, ?, ?)')
  database.exec('begin')
  for (const { id, title, authors, venue, year, abstract } of papers) {
    insert.run(id, title, authors.join(', '), venue, year, abstract)
  }
  database.exec('commit')
  database.exec("insert into papers (papers) values ('optimize')")
  database.close()
}

/** SQLite's full text index as desktop managers use it: stems, weighted bm25; when no paper has all words, any of them. */
export function openFts5(path: string) {
  const database = new DatabaseSync(path)
  tune(database)
  const asked = database.prepare(
    'select id from papers where papers match ? order by bm25(papers, 0, 10, 5, 3, 3, 1) limit ?',
  )
  const counted = database.prepare(
    'select count(*) as count from (select 1 from papers where papers match ? limit 10001)',
  )
  const find = (match: string, limit: number) =>
    match === '' ? [] : asked.all(match, limit).map((found) => row.parse(found).id)
  return {
    megabytes: round(statSync(path).size / 1e6),
    /** The best papers for the words, and how many there are. */
    search(text: string, limit: number): readonly string[] {
      const words = wordsOf(text)
      const all = find(words.join(' AND '), limit)
      return all.length > 0 ? all : find(words.join(' OR '), limit)
    },
    /** A page and how many there are, up to 10,000. */
    page(text: string, limit: number): void {
      const match = questionOf(text)
      find(match, limit)
      if (match !== '') counted.get(match)
    },
    prefix(text: string, limit: number): readonly string[] {
      const words = wordsOf(text)
      return find(words.length === 0 ? '' : `title : ${words.join(' + ')} *`, limit)
    },
    close: () => database.close(),
  }
}
