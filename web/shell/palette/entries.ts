import type { Action } from '#web/lib/actions.ts'
import type { Recent } from '#web/lib/recent.ts'
import { matchScore } from './match.ts'

/** One line of the palette. */
export type Entry = {
  /** Unique in the palette. */
  readonly id: string
  readonly title: string
  readonly group: string
  readonly keys?: string
  readonly run: () => void
}
export type EntryGroup = { readonly value: string; readonly items: readonly Entry[] }

/** A name that the screen says is no longer what one called it still finds the thing, after those that are called so. */
const byAnotherName = 0.7

export function scoreOf(asked: string, { title, alsoCalled }: Pick<Action, 'title' | 'alsoCalled'>): number {
  const other = alsoCalled === undefined ? 0 : matchScore(asked, alsoCalled) * byAnotherName
  return Math.max(matchScore(asked, title), other)
}

/** Those that answer what was asked, the best first; what is equally good stays in its order. */
export function answering<One extends Pick<Action, 'title' | 'alsoCalled'>>(
  asked: string,
  all: readonly One[],
): One[] {
  return all
    .map((one) => ({ one, score: scoreOf(asked, one) }))
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
    .map(({ one }) => one)
}

/** Under their headings, in the order in which the headings first come. */
export function grouped(entries: readonly Entry[]): EntryGroup[] {
  return [...Map.groupBy(entries, ({ group }) => group)].map(([value, items]) => ({ value, items }))
}

type RecentOptions = {
  readonly recent: readonly Recent[]
  readonly group: string
  readonly entries: readonly Entry[]
  readonly openPaper: (paperId: string) => void
}

const mostRecent = 5

/** What was done last and can be done now. */
export function recentEntries({ recent, group, entries, openPaper }: RecentOptions): Entry[] {
  return recent
    .flatMap((one): Entry[] => {
      if (one.kind === 'paper') {
        return [{ id: `recent.${one.id}`, title: one.title, group, run: () => openPaper(one.id) }]
      }
      const entry = entries.find(({ id }) => id === one.id)
      return entry === undefined ? [] : [{ ...entry, id: `recent.${one.id}`, group }]
    })
    .slice(0, mostRecent)
}
