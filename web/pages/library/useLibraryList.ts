import { useEffect } from 'react'
import type { PaperSort } from '#features/papers/contract.ts'
import type { View } from './list/columns.ts'
import { changeLayout, useLayout } from './list/layout-store.ts'
import { useListShape, useRowHeight } from './list/list-shape.ts'
import { useCurrent } from './list/useCurrent.ts'
import { useRows } from './list/useRows.ts'
import { useSelection } from './list/useSelection.ts'
import { useShownPaper } from './list/useShownPaper.ts'
import { naturalDirection, useLibrary } from './useLibrary.ts'

/** The list as the address and this device want it: its rows, the current one, what is chosen, and how it is drawn. */
export function useLibraryList() {
  const library = useLibrary()
  const { search, choice, narrow } = library
  const layout = useLayout()
  const view = search.view ?? layout.view
  const byMeaning = search.meaning === true && search.q !== undefined && choice.sort === 'relevance'
  const rows = useRows(choice, byMeaning)
  const current = useCurrent(rows, choice, byMeaning)
  useShownPaper(search.paper)
  // The device remembers what an address asked for: the next list is drawn alike.
  useEffect(() => {
    if (search.view !== undefined) changeLayout((before) => ({ ...before, view: search.view ?? before.view }))
  }, [search.view])
  const shape = useListShape(view)
  const { sort = 'added', direction = 'desc' } = choice
  return {
    ...library,
    byMeaning,
    layout,
    view,
    rows,
    current,
    choosing: useSelection(rows, choice, byMeaning),
    shape,
    rowHeightPx: useRowHeight(shape),
    listKey: JSON.stringify({ ...choice, byMeaning }),
    setView: (next: View) => narrow({ view: next }, { replace: true }),
    order: {
      sort,
      direction,
      onSort: (next: PaperSort) => {
        const turned = direction === 'asc' ? 'desc' : 'asc'
        narrow({ sort: next, direction: next === sort ? turned : naturalDirection[next] })
      },
    },
  }
}
