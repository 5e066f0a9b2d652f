import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { smartQuery } from '#features/reading/web/smart/smart-query.ts'
import type { LibrarySearch } from '../library-search.ts'
import { namesThings, readFilterLine } from './filter-line.ts'
import { type FilterSearch, filterSearch, noFilter, toSearch } from './search-filter.ts'
import { useFilterNames } from './useFilterNames.ts'

const isSaid = (name: keyof FilterSearch, search: LibrarySearch) => name !== 'q' && search[name] !== undefined
const filterNames = filterSearch.keyof().options

/**
 * The address with the filter of the smart collection it names and what its line says, and a way to ask for something else.
 * Once a filter is changed
 * the address says all of it, so that what was changed stays where it is.
 */
export function useFilter() {
  const said = useSearch({ from: '/frame/' })
  const navigate = useNavigate()
  const smarts = useQuery({ ...smartQuery, enabled: said.smart !== undefined })
  const smart = smarts.data?.items.find(({ id }) => id === said.smart)
  const isChanged = filterNames.some((name) => isSaid(name, said))
  const kept = isChanged || !smart?.filter ? undefined : toSearch(smart.filter)
  const whole: LibrarySearch = kept === undefined ? said : { ...said, ...kept, q: said.q ?? kept.q }
  // What the line says of fields is shown by the controls too.
  const read = readFilterLine(filterSearch.parse(whole), useFilterNames(namesThings(whole.q)))
  const search: LibrarySearch = { ...whole, ...read }
  const keptText = kept === undefined && read.q === said.q ? undefined : JSON.stringify(read)
  /** One step back undoes it, unless it only `replace`s. */
  const narrow = useCallback(
    (change: Partial<LibrarySearch>, { replace = false } = {}) => {
      const isFilter = filterNames.some((name) => name in change)
      const whole: FilterSearch =
        isFilter && keptText !== undefined ? filterSearch.parse(JSON.parse(keptText)) : {}
      void navigate({ to: '/', search: (before) => ({ ...before, ...whole, ...change }), replace })
    },
    [navigate, keptText],
  )
  const { q, library, collection } = search
  const clear = () => narrow({ ...noFilter, q, library, collection, smart: undefined })
  return { search, smart, isChanged, narrow, clear }
}
