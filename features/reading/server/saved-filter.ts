import { type CollectionId, type TagId, tagId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { type PaperFilter, paperFilter } from '#features/papers/contract.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import { savedFilterVersion } from '../contract.ts'
import { collectionsNow, tagsNow } from './smart-queries.ts'

/** A filter as it is kept. */
export type SavedFilter = { readonly version: number; readonly filter: unknown }

/**
 * Reads a filter that is to be kept.
 * @throws Problem filter_of_later_version | bad_request
 */
export function readFilter({ version, filter }: SavedFilter): PaperFilter {
  if (version > savedFilterVersion) throw new Problem('filter_of_later_version', { version })
  const read = paperFilter.safeParse(filter)
  if (!read.success) throw new Problem('bad_request', { field: 'filter' })
  return read.data
}

/** A kept filter as it can be applied now. */
export type FilterNow = {
  /** Null for one of a later version. */
  readonly filter: PaperFilter | null
  readonly missing: { readonly tagIds: TagId[]; readonly collectionIds: CollectionId[] }
}

const tagParts = ['tagsAll', 'tagsAny', 'tagsNone'] as const

/**
 * Kept filters as they can be applied now: tags that were merged are the ones they went into; what is gone is left out and
 * named, and the rest holds.
 */
export async function filtersNow(tx: UserTx, saved: readonly SavedFilter[]): Promise<FilterNow[]> {
  const read = saved.map(({ version, filter }) =>
    version > savedFilterVersion ? null : paperFilter.parse(filter),
  )
  const named = read.filter((each) => each !== null)
  const tags = await tagsNow(
    tx,
    named.flatMap((filter) => tagParts.flatMap((part) => filter[part] ?? [])),
  )
  const collections = await collectionsNow(
    tx,
    named.flatMap(({ collectionId }) => collectionId ?? []),
  )
  return read.map((filter) => {
    if (filter === null) return { filter, missing: { tagIds: [], collectionIds: [] } }
    const missing: FilterNow['missing'] = { tagIds: [], collectionIds: [] }
    const { collectionId, tagsAll: _all, tagsAny: _any, tagsNone: _none, ...rest } = filter
    const now: PaperFilter = rest
    for (const part of tagParts) {
      const asked = filter[part] ?? []
      missing.tagIds.push(...asked.filter((id) => !tags.has(id)))
      const there = [...new Set(asked.flatMap((id) => tags.get(id) ?? []))].map((id) => tagId.parse(id))
      if (there.length > 0) now[part] = there
    }
    if (collectionId !== undefined) {
      if (collections.has(collectionId)) now.collectionId = collectionId
      else missing.collectionIds.push(collectionId)
    }
    return { filter: now, missing }
  })
}
