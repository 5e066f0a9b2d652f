import { z } from 'zod'
import { cslItem } from '#contract/csl.ts'
import type { LibraryId, PaperId, UserId } from '#contract/ids.ts'
import { notify } from '#features/notifications/server/notifications.ts'
import { announce, type SystemTx } from '#platform/database/transactions.ts'
import type { JobContext } from '#platform/queue/job.ts'
import { type Reason, reason } from '../contract.ts'
import { type Compared, compareRecords, keysOf, toCompared, type Verdict } from './compare/compare-records.ts'
import { alikeFrom, likenessOfPages } from './compare/first-page.ts'
import type { lookJob } from './jobs.ts'
import {
  listChanged,
  listLikelyFiles,
  listLikelyPapers,
  listRecords,
  listSuggested,
  lockWatch,
  putWatch,
  replaceKeys,
  type StandingSuggestion,
  upsertSuggestions,
  withdraw,
} from './look-queries.ts'

const batchSize = 200

const storedReasons = z.array(reason)

/** What an event told and no comparison finds again. */
const toldKinds: readonly Reason['kind'][] = ['doi_in_file', 'same_file']

/** A pair in the order of its ids, as the table keeps it. */
export function pairOf(one: string, other: string): readonly [PaperId, PaperId] {
  const pair = one < other ? [one, other] : [other, one]
  return [pair[0] as PaperId, pair[1] as PaperId]
}

type Pairing = { pages?: number; standing?: StandingSuggestion; told?: Reason[] }

/** All that has to be weighed about papers: what shares a key, what shares a page, what was suggested before. */
async function gatherPairs(
  tx: SystemTx,
  libraryId: LibraryId,
  ids: readonly string[],
): Promise<Map<string, Pairing>> {
  const pairs = new Map<string, Pairing>()
  const pairing = (one: string, other: string): Pairing => {
    const key = pairOf(one, other).join(' ')
    const known = pairs.get(key) ?? {}
    pairs.set(key, known)
    return known
  }
  for (const row of await listLikelyPapers(tx, libraryId, ids)) pairing(row.paper_id, row.other_id)
  for (const row of await listLikelyFiles(tx, libraryId, ids)) {
    const pages = likenessOfPages(row.signature, row.other_signature)
    if (pages < alikeFrom) continue
    const known = pairing(row.paper_id, row.other_id)
    known.pages = Math.max(known.pages ?? 0, pages)
  }
  for (const row of await listSuggested(tx, libraryId, ids))
    pairing(row.paper_id, row.other_id).standing = row
  return pairs
}

function verdictOn(
  pair: Pairing,
  one: Compared | undefined,
  other: Compared | undefined,
): Verdict | undefined {
  if (!one || !other) return undefined
  const standing = pair.standing ? storedReasons.parse(pair.standing.reasons) : []
  const sticky = [...(pair.told ?? []), ...standing]
    .filter(({ kind }) => toldKinds.includes(kind))
    .slice(0, 1)
  return compareRecords(one, other, { pages: pair.pages, sticky })
}

/**
 * Compares papers of a library with what they may be one with, suggests what is found and takes back what holds no longer.
 * @returns the papers of pairs that are suggested for the first time
 */
export async function suggestFor(
  tx: SystemTx,
  libraryId: LibraryId,
  ids: readonly string[],
  told: ReadonlyMap<string, Reason[]> = new Map(),
): Promise<number> {
  const pairs = await gatherPairs(tx, libraryId, ids)
  for (const [key, reasons] of told) pairs.set(key, { ...pairs.get(key), told: reasons })
  const named = [...new Set([...pairs.keys()].flatMap((key) => key.split(' ')))]
  const rows = await listRecords(tx, libraryId, named)
  const records = new Map(rows.map((row) => [row.id, toCompared({ ...row, csl: cslItem.parse(row.csl) })]))
  const stale: string[] = []
  const found = [...pairs].flatMap(([key, pair]) => {
    const [paper_id = '', other_id = ''] = key.split(' ')
    const verdict = verdictOn(pair, records.get(paper_id), records.get(other_id))
    if (!verdict) {
      // One of them in the trash says nothing about the pair: it may come back.
      if (pair.standing && records.has(paper_id) && records.has(other_id)) stale.push(pair.standing.id)
      return []
    }
    const { kind, reasons, strength } = verdict
    return [{ paper_id, other_id, kind, reasons: JSON.stringify(reasons), strength }]
  })
  await withdraw(tx, libraryId, stale)
  const suggested = await upsertSuggestions(tx, libraryId, found)
  if (found.length + stale.length > 0) announce(tx, { libraryId }, [{ topic: 'papers' }])
  return suggested
}

/** Looks at the next records that changed. @returns undefined when there were none, or the library is gone */
async function lookAtBatch(tx: SystemTx, libraryId: LibraryId): Promise<number | undefined> {
  const seenVersion = await lockWatch(tx, libraryId)
  if (seenVersion === undefined) return undefined
  const changed = await listChanged(tx, libraryId, seenVersion, batchSize)
  const last = changed.at(-1)
  if (!last) return undefined
  const keyed = changed.map((row) => ({
    id: row.id,
    keys: row.trashed_at ? [] : keysOf(toCompared({ ...row, csl: cslItem.parse(row.csl) })),
  }))
  await replaceKeys(tx, libraryId, keyed)
  const ids = changed.filter((row) => row.trashed_at === null).map(({ id }) => id)
  const suggested = await suggestFor(tx, libraryId, ids)
  await putWatch(tx, libraryId, last.version)
  return suggested
}

/** Tells a person once that there is something to look at, however much comes until they do. */
export async function tellOf(
  tx: SystemTx,
  { userId, libraryId }: { readonly userId: UserId | undefined; readonly libraryId: LibraryId },
  count: number,
): Promise<void> {
  if (userId === undefined || count === 0) return
  const subject = { kind: 'duplicates' as const, id: libraryId, title: null }
  await notify(tx, { userId, type: 'duplicates_suggested', subject, facts: { suggested: count }, once: true })
}

/** Looks at every record of a library that changed since the last look. */
export async function look(
  { libraryId }: z.output<typeof lookJob.payload>,
  context: JobContext,
): Promise<void> {
  let suggested = 0
  for (;;) {
    context.signal.throwIfAborted()
    const more = await context.asSystem('look for duplicates', (tx) => lookAtBatch(tx, libraryId))
    if (more === undefined) break
    suggested += more
  }
  if (suggested > 0)
    await context.asSystem('tell of duplicates', (tx) =>
      tellOf(tx, { userId: context.userId, libraryId }, suggested),
    )
  context.note({ suggested })
}
