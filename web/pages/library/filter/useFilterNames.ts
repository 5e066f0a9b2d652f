import { useQuery } from '@tanstack/react-query'
import { collectionsQuery } from '#features/reading/web/collections/collections-query.ts'
import { tagsQuery } from '#features/reading/web/tags-query.ts'
import type { FilterNames } from './filter-line.ts'

const none: FilterNames['tags'] = []

/** What tags and collections are called; none until they are there, or while nobody needs them. */
export function useFilterNames(isNeeded: boolean): FilterNames {
  const tags = useQuery({ ...tagsQuery, enabled: isNeeded })
  const collections = useQuery({ ...collectionsQuery, enabled: isNeeded })
  return { tags: tags.data?.items ?? none, collections: collections.data?.items ?? none }
}
