import type { ListChoice } from '#features/papers/web/paper-queries.ts'
import type { Choosing } from '../list/useSelection.ts'

/** What is chosen as the server takes it: by ids, or as all that the filter leaves at the moment of the act. */
export type Chosen = { readonly paperIds: string[] } | { readonly filter: Filter }
type Filter = Omit<ListChoice, 'sort' | 'direction'>

export function chosenOf({ selection }: Choosing, choice: ListChoice): Chosen {
  if (selection.kind === 'some') return { paperIds: [...selection.ids] }
  const { sort: _sort, direction: _direction, ...filter } = choice
  return { filter }
}
