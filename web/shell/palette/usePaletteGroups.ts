import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { listPapers } from '#features/papers/contract.ts'
import { collectionsQuery } from '#features/reading/web/collections/collections-query.ts'
import { useAllActions } from '#web/lib/actions.ts'
import { call } from '#web/lib/call.ts'
import { listRecent, remember } from '#web/lib/recent.ts'
import { useSettled } from '#web/lib/useSettled.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { shellWords } from '../words.ts'
import { answering, type Entry, type EntryGroup, grouped, recentEntries } from './entries.ts'

const pauseMs = 150
const mostPapers = 6
const mostCollections = 5

/** What the palette offers for what was typed: commands, collections and papers; the last ones first while nothing is. */
export function usePaletteGroups(typed: string): readonly EntryGroup[] {
  const words = useWords(shellWords)
  const navigate = useNavigate()
  const asked = typed.trim()
  const openPaper = (paperId: string) => void navigate({ to: '/papers/$paperId', params: { paperId } })
  const commands = useCommands()
  const collections = useCollections()
  const papers = usePapers(asked, openPaper)
  // Read once: what is run now must not move under the hand.
  const [recent] = useState(listRecent)
  if (asked === '') {
    const last = recentEntries({ recent, group: words.recent, entries: commands, openPaper })
    return grouped([...last, ...commands])
  }
  const search: Entry = {
    id: 'search-for',
    title: words.searchFor(asked),
    group: words.papersFound,
    run: () => void navigate({ to: '/', search: { q: asked } }),
  }
  return grouped([
    ...answering(asked, commands),
    ...answering(asked, collections).slice(0, mostCollections),
    ...papers,
    search,
  ])
}

/** Every action that is offered now, the page's own before those of the house. */
function useCommands(): (Entry & { readonly alsoCalled?: string })[] {
  const { groups } = useWords(shellWords)
  const houseGroups: readonly string[] = [groups.go, groups.view, groups.help]
  return useAllActions()
    .filter(({ id }) => id !== 'commands')
    .toSorted((one, other) => houseGroups.indexOf(one.group) - houseGroups.indexOf(other.group))
    .map((action) => ({
      ...action,
      run: () => {
        remember({ kind: 'command', id: action.id })
        action.run()
      },
    }))
}

function useCollections(): Entry[] {
  const words = useWords(shellWords)
  const navigate = useNavigate()
  const { data } = useQuery(collectionsQuery)
  return (data?.items ?? []).map(({ id, name }) => ({
    id,
    title: name,
    group: words.collectionsFound,
    run: () => void navigate({ to: '/', search: { collection: id } }),
  }))
}

/** The papers the server finds; two letters at least, and initial consonants alone are no words to it. */
function usePapers(asked: string, openPaper: (paperId: string) => void): Entry[] {
  const words = useWords(shellWords)
  const q = useSettled(asked, pauseMs)
  const isAsked = q.length > 1 && !/^[ㄱ-ㅎ\s]+$/.test(q)
  const { data } = useQuery({
    queryKey: ['papers', 'palette', q],
    queryFn: ({ signal }) =>
      call(listPapers, { query: { q, limit: mostPapers, sort: 'relevance', direction: 'desc' } }, { signal }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  })
  if (!isAsked) return []
  return (data?.items ?? []).map(({ id, title }) => ({
    id,
    title,
    group: words.papersFound,
    run: () => openPaper(id),
  }))
}
