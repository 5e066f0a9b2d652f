import type { ActDone } from '#contract/acts.ts'
import type { ActId } from '#contract/ids.ts'
import type { SelectedPapers } from './selected-papers.ts'

export type Done = { readonly actId: ActId | undefined; readonly changed: number }

/** Does something to the papers of each library and ties what was done to one act: it is taken back together. */
export async function onEach(
  groups: readonly SelectedPapers[],
  act: (group: SelectedPapers, partOf: ActId | undefined) => Promise<Done>,
): Promise<ActDone> {
  let first: ActId | undefined
  let changed = 0
  for (const group of groups) {
    const done = await act(group, first)
    first ??= done.actId
    changed += done.changed
  }
  return { actId: first ?? null, changed }
}
