import type { ListChoice } from '#features/papers/web/paper-queries.ts'
import type { FacetChoice } from '#features/search/web/FacetList.tsx'
import { type FilterSearch, filterSearch } from './search-filter.ts'

/** What narrows a list, without its order. */
export function filterOf({ sort: _sort, direction: _direction, ...filter }: ListChoice) {
  return filter
}

/** The change of the address that narrows the list to the papers of one value. */
export function searchOfFacet(search: FilterSearch, choice: FacetChoice): Partial<FilterSearch> {
  switch (choice.kind) {
    case 'year':
      return { from: choice.value, to: choice.value }
    case 'rating':
      return { rating: choice.value }
    case 'journal':
      return { venue: choice.value }
    case 'author':
      return { author: choice.value }
    case 'tag':
      return { tags: [...new Set([...(search.tags ?? []), choice.value])] }
    case 'status':
      return filterSearch.pick({ status: true }).parse({ status: [choice.value] })
  }
}
