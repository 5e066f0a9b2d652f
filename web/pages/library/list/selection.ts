/**
 * What is chosen in the list. `some` by their ids, wherever they stand by now; `all` is everything the filter leaves,
 * found by the server at the moment of the act.
 */
export type Selection =
  | { readonly kind: 'some'; readonly ids: ReadonlySet<string> }
  | { readonly kind: 'all' }

export const nothing: Selection = { kind: 'some', ids: new Set() }
export const everything: Selection = { kind: 'all' }

export function isSelected(selection: Selection, paperId: string): boolean {
  return selection.kind === 'all' || selection.ids.has(paperId)
}

/** How many papers it is, in a list of so many. */
export function sizeOf(selection: Selection, total: number): number {
  return selection.kind === 'all' ? total : selection.ids.size
}

export function toggled(ids: ReadonlySet<string>, paperId: string): Selection {
  const next = new Set(ids)
  if (!next.delete(paperId)) next.add(paperId)
  return { kind: 'some', ids: next }
}

export function withAll(ids: ReadonlySet<string>, more: readonly string[]): Selection {
  return { kind: 'some', ids: new Set([...ids, ...more]) }
}

/** The first and the last row of a stretch, whichever way it was drawn. */
export function stretch(from: number, to: number): { readonly first: number; readonly count: number } {
  return { first: Math.min(from, to), count: Math.abs(from - to) + 1 }
}
