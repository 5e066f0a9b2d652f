import type pg from 'pg'
import { z } from 'zod'
import { suggest } from '#features/search/contract.ts'
import { round } from '../measure.ts'
import type { Known } from './corpus.ts'
import type { Fts5 } from './fts5.ts'

export type Ask = <Reply extends z.ZodType>(path: string, reply: Reply) => Promise<z.output<Reply>>

const found = z.looseObject({ items: z.array(z.looseObject({ id: z.string() })) })

/** Where the first right answer stands, from 1; 0 when it is not among the first ten. */
const placeOf = (ids: readonly (string | undefined)[], targets: readonly string[]) =>
  ids.findIndex((id) => id !== undefined && targets.includes(id)) + 1

type Score = { n: number; s1: number; s10: number; mrr: number }

function scoreOf(places: readonly number[]): Score {
  const share = (test: (place: number) => boolean) =>
    Math.round((places.filter(test).length / places.length) * 1000) / 1000
  const reciprocal = places.reduce((sum, place) => sum + (place === 0 ? 0 : 1 / place), 0)
  return {
    n: places.length,
    s1: share((place) => place === 1),
    s10: share((place) => place >= 1),
    mrr: Math.round((reciprocal / places.length) * 1000) / 1000,
  }
}

type Given = {
  readonly ask: Ask
  readonly fts5: Fts5
  readonly client: pg.Client
  readonly libraryId: string
  readonly queries: readonly Known[]
}

/** Known papers found: success at 1 and at 10 and mean reciprocal rank of each kind of question, beside FTS5's. */
export async function quality({ ask, fts5, client, libraryId, queries }: Given) {
  // The corpus' ids by the house's.
  const { rows } = await client.query("select id, csl ->> 'id' as known from papers where library_id = $1", [
    libraryId,
  ])
  const knownBy = new Map(
    z
      .array(z.object({ id: z.string(), known: z.string() }))
      .parse(rows)
      .map(({ id, known }) => [id, known]),
  )
  const places = new Map<string, { seogo: number[]; fts5: number[]; missed: string[] }>()
  const start = performance.now()
  for (const { kind, query, targets } of queries) {
    const isPrefix = kind.endsWith('title_prefix')
    const encoded = encodeURIComponent(query)
    const ids = isPrefix
      ? (await ask(`search/suggestions?beginning=${encoded}&limit=10`, suggest.reply)).titles.map(
          ({ paperId }) => paperId,
        )
      : (await ask(`papers?q=${encoded}&sort=relevance&limit=10`, found)).items.map(({ id }) => id)
    const own = placeOf(
      ids.map((id) => knownBy.get(id)),
      targets,
    )
    const theirs = placeOf(isPrefix ? fts5.prefix(query, 10) : fts5.search(query, 10), targets)
    const of = places.get(kind) ?? { seogo: [], fts5: [], missed: [] }
    of.seogo.push(own)
    of.fts5.push(theirs)
    if (own === 0) of.missed.push(query)
    places.set(kind, of)
  }
  const kinds = [...places].map(([kind, of]) => [
    kind,
    { seogo: scoreOf(of.seogo), fts5: scoreOf(of.fts5), missed: of.missed.slice(0, 8) },
  ])
  return { ...Object.fromEntries(kinds), seconds: round((performance.now() - start) / 1_000) }
}
