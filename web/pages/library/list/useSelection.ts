import { useRef, useSyncExternalStore } from 'react'
import { listPaperIds, mostIds } from '#features/papers/contract.ts'
import type { ListChoice } from '#features/papers/web/paper-queries.ts'
import { searchByMeaning } from '#features/search/contract.ts'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { say } from '#web/ui/toasts.ts'
import { libraryWords } from '../words.ts'
import {
  everything,
  isSelected,
  nothing,
  type Selection,
  sizeOf,
  stretch,
  toggled,
  withAll,
} from './selection.ts'
import type { Rows } from './useRows.ts'

type State = {
  /** The filter it was chosen under: another one begins with nothing. */
  readonly filter: string
  readonly selection: Selection
  /** What was chosen before the stretch that is being drawn. */
  readonly base: ReadonlySet<string>
  /** The row where that stretch begins. */
  readonly anchor: number | undefined
}

// It outlives the list, so that a look at one of the papers does not lose the others.
let state: State = { filter: '', selection: nothing, base: new Set(), anchor: undefined }
const listeners = new Set<() => void>()

function become(next: State) {
  state = next
  for (const listener of listeners) listener()
}

export type Choosing = {
  readonly selection: Selection
  readonly size: number
  readonly has: (paperId: string) => boolean
  /** Chooses a row, or lets it go. */
  readonly toggle: (index: number) => void
  /** Chooses from where the last choice began to this row, and not what was beyond. */
  readonly extendTo: (index: number, from: number) => void
  readonly all: () => void
  readonly clear: () => void
}

/** All that words and meaning find. */
async function idsByMeaning(filter: Omit<ListChoice, 'sort' | 'direction'>): Promise<string[]> {
  const ids: string[] = []
  for (;;) {
    const query = { ...filter, offset: ids.length, limit: 200 }
    const { items, total } = await call(searchByMeaning, { query })
    ids.push(...items.map(({ id }) => id))
    if (items.length === 0 || ids.length >= total) return ids
  }
}

/** What of the list is chosen: by ids, so that it holds while rows come, go and move. */
export function useSelection(rows: Rows, choice: ListChoice, byMeaning: boolean): Choosing {
  const words = useWords(libraryWords)
  const failureWords = useFailureWords()
  const format = useFormat()
  const asked = useRef(0)
  const stored = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => state,
  )
  const { sort: _sort, direction: _direction, ...narrowing } = choice
  const filter = JSON.stringify({ ...narrowing, byMeaning })
  const fresh: State = { filter, selection: nothing, base: new Set(), anchor: undefined }
  const mine = stored.filter === filter ? stored : fresh

  /** The ids of a stretch of rows, from those that are loaded or from the server. */
  const idsOf = async (first: number, count: number): Promise<string[]> => {
    const loaded = Array.from({ length: count }, (_, at) => rows.paperAt(first + at)?.id)
    const known = loaded.filter((id) => id !== undefined)
    if (known.length === count) return known
    if (byMeaning) return (await idsByMeaning(narrowing)).slice(first, first + count)
    const { ids } = await call(listPaperIds, {
      query: { ...choice, offset: first, limit: Math.min(count, mostIds) },
    })
    return ids
  }
  /** Sets what comes of it, unless something else was chosen meanwhile. */
  const settle = async (make: () => Promise<State>) => {
    asked.current += 1
    const mineNow = asked.current
    try {
      const next = await make()
      if (asked.current === mineNow) become(next)
    } catch (error) {
      say({ ...failureWords(error), tone: 'bad' })
    }
  }

  const toggle = (index: number) => {
    const paper = rows.paperAt(index)
    if (paper === undefined) return
    const { selection } = mine
    if (selection.kind === 'some') {
      const next = toggled(selection.ids, paper.id)
      asked.current += 1
      become({ filter, selection: next, base: next.kind === 'some' ? next.ids : new Set(), anchor: index })
    } else if (rows.total > mostIds) {
      say({ title: words.allButFew, help: words.allButFewHelp })
    } else {
      void settle(async () => {
        const next = toggled(new Set(await idsOf(0, rows.total)), paper.id)
        return { filter, selection: next, base: next.kind === 'some' ? next.ids : new Set(), anchor: index }
      })
    }
  }
  const extendTo = (index: number, from: number) => {
    if (mine.selection.kind === 'all') return
    const anchor = mine.anchor ?? (from < 0 ? index : from)
    const base = mine.anchor === undefined ? mine.selection.ids : mine.base
    const { first, count } = stretch(anchor, index)
    if (count > mostIds) {
      say({ title: words.tooLong(format.number(mostIds)) })
      return
    }
    void settle(async () => ({ filter, selection: withAll(base, await idsOf(first, count)), base, anchor }))
  }
  return {
    selection: mine.selection,
    size: sizeOf(mine.selection, rows.total),
    has: (paperId) => isSelected(mine.selection, paperId),
    toggle,
    extendTo,
    all: () => {
      if (byMeaning) {
        // No filter says which these are, so that they are chosen one by one.
        void settle(async () => {
          const ids = new Set(await idsByMeaning(narrowing))
          return { ...fresh, selection: withAll(ids, []), base: ids }
        })
        return
      }
      asked.current += 1
      become({ ...fresh, selection: everything })
    },
    clear: () => {
      asked.current += 1
      become(fresh)
    },
  }
}
