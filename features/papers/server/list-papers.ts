import { z } from 'zod'
import { type PaperId, paperId } from '#contract/ids.ts'
import {
  cursorInstant,
  cursorReal,
  cursorSmallint,
  cursorText,
  fromCursor,
  toCursor,
} from '#contract/pages.ts'
import { Problem } from '#contract/problems.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type {
  countPapers as countPapersEndpoint,
  getPlace,
  listPaperIds as listPaperIdsEndpoint,
  listPapers as listPapersEndpoint,
  PaperFilter,
  PaperSort,
} from '../contract.ts'
import { ample } from './found-queries.ts'
import {
  countBefore,
  countPapers,
  listPage,
  listPaperKeys,
  mostCounted,
  summariesOf,
} from './list-queries.ts'
import type { ListPart } from './order-queries.ts'
import { type ReadFilter, readFilter } from './search-words.ts'
import { toSummary } from './summary.ts'

export type ListQuery = z.output<typeof listPapersEndpoint.query>

/** The sort key of each order, as the cursor carries it. */
const sortKeys: Readonly<Record<PaperSort, z.ZodType<string>>> = {
  added: cursorInstant,
  updated: cursorInstant,
  title: cursorText,
  authors: cursorText,
  venue: cursorText,
  year: cursorSmallint,
  rating: cursorSmallint,
  relevance: cursorReal,
}

function positionOf(cursor: string | undefined, sort: PaperSort): readonly [string, string] | undefined {
  if (cursor === undefined) return undefined
  const position = fromCursor(cursor, z.tuple([sortKeys[sort], paperId]))
  if (!position) throw new Problem('bad_request', { where: 'cursor' })
  return position
}

type Query = Omit<ListQuery, 'limit'> & { readonly limit?: number }

type ListAsked = ReadFilter & { readonly order: Omit<ListPart, 'limit'> }

/** What a query asks the database for. @throws Problem bad_request for a cursor that is none of its order */
async function readQuery(tx: UserTx, query: Query): Promise<ListAsked> {
  const { cursor, offset, limit: _limit, sort: wanted, direction, ...narrowing } = query
  const read = await readFilter(tx, narrowing)
  const { filter } = read
  const relevance = wanted === 'relevance'
  const sort = relevance && filter.words === undefined ? 'added' : wanted
  const descending = relevance || direction === 'desc'
  if (cursor !== undefined && offset !== undefined) throw new Problem('bad_request', { where: 'offset' })
  const after = positionOf(cursor, sort)
  return { ...read, order: { sort, descending, after, offset: offset ?? 0 } }
}

/**
 * The ids of the next papers of a list, for who walks through all of it; `next` is the cursor to go on with. Nothing is
 * counted and no row is made, so a walk costs what its papers cost.
 * @throws Problem bad_request for a cursor that is none of this order
 */
export async function nextPapers(
  tx: UserTx,
  query: ListQuery,
): Promise<{ ids: PaperId[]; next: string | undefined }> {
  const { filter, order } = await readQuery(tx, query)
  const keys = await listPaperKeys(tx, filter, { ...order, limit: query.limit })
  const last = keys.length < query.limit ? undefined : keys.at(-1)
  return {
    ids: keys.map(({ id }) => paperId.parse(id)),
    next: last && toCursor([last.position, last.id]),
  }
}

/**
 * One page of the papers a person sees, narrowed and ordered, with the total.
 * @throws Problem bad_request for a cursor that is none of this order
 */
export async function listPapers(
  tx: UserTx,
  query: ListQuery,
): Promise<z.input<typeof listPapersEndpoint.reply>> {
  const { filter, order, faults, respelt } = await readQuery(tx, query)
  const { keys, counted, isOpen, isBounded } = await listPage(tx, filter, {
    ...order,
    limit: query.limit + 1,
  })
  const page = keys.slice(0, query.limit)
  const rows = await summariesOf(
    tx,
    page.map(({ id }) => id),
  )
  const last = page.at(-1)
  return {
    items: rows.map(toSummary),
    next: keys.length > query.limit && last ? toCursor([last.position, last.id]) : null,
    total: Math.min(counted, mostCounted),
    totalIsExact: !isOpen,
    isBounded,
    faults: [...faults],
    respelt: respelt.map(({ word, meant }) => ({ word, meant: [...meant] })),
  }
}

/** How many papers a list has, counted to the last one; of words no more than are ranked. */
export async function countList(
  tx: UserTx,
  query: PaperFilter,
): Promise<z.input<typeof countPapersEndpoint.reply>> {
  const { filter } = await readFilter(tx, query)
  const total = await countPapers(tx, filter)
  return { total, totalIsExact: filter.words === undefined || total < ample.matched }
}

/** The ids of a stretch of the list. */
export async function listIds(
  tx: UserTx,
  query: z.output<typeof listPaperIdsEndpoint.query>,
): Promise<PaperId[]> {
  const { filter, order } = await readQuery(tx, query)
  const keys = await listPaperKeys(tx, filter, { ...order, limit: query.limit })
  return keys.map(({ id }) => paperId.parse(id))
}

/** How many rows of the list come before a paper; null when the list does not have it. */
export async function placeOf(
  tx: UserTx,
  id: PaperId,
  query: z.output<typeof getPlace.query>,
): Promise<number | null> {
  const { filter, order } = await readQuery(tx, query)
  return (await countBefore(tx, filter, { ...order, paperId: id })) ?? null
}

/** How many papers a filter leaves for the asking person, counted exactly up to a bound. */
export async function countFiltered(
  tx: UserTx,
  filter: PaperFilter,
): Promise<{ total: number; totalIsExact: boolean }> {
  const counted = await countPapers(tx, (await readFilter(tx, filter)).filter, mostCounted)
  return { total: Math.min(counted, mostCounted), totalIsExact: counted <= mostCounted }
}
