import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Bell, ListFilter, TriangleAlert, Users } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx'
import { classes } from '#web/ui/classes.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Tooltip } from '#web/ui/Tooltip.tsx'
import { say } from '#web/ui/toasts.ts'
import {
  followSmartCollection,
  removeSmartCollection,
  type SmartCollection,
  type Tag,
} from '../../contract.ts'
import { readingWords } from '../words.ts'
import { SmartMenu } from './SmartMenu.tsx'
import { smartCountsQuery, smartQuery } from './smart-query.ts'

const SmartDialog = lazy(async () => ({ default: (await import('./SmartDialog.tsx')).SmartDialog }))

type Props = {
  readonly shownId: string | undefined
  /** Libraries the person may change. */
  readonly libraries: readonly { readonly id: Tag['libraryId']; readonly name: string }[]
  readonly link: (smart: SmartCollection, name: ReactNode) => ReactNode
  readonly onLeave: () => void
}

/** The kept filters with how many papers each holds now; they fill by themselves. */
export function SmartCollections({ shownId, libraries, link, onLeave }: Props) {
  const words = useWords(readingWords).smart
  const format = useFormat()
  const all = useQuery(smartQuery)
  const counts = useQuery({ ...smartCountsQuery, enabled: (all.data?.items.length ?? 0) > 0 })
  const [doing, setDoing] = useState<{ kind: 'change' | 'remove'; smart: SmartCollection } | null>(null)
  const client = useQueryClient()
  const failureWords = useFailureWords()
  const removing = useMutation({
    mutationFn: ({ id }: SmartCollection) =>
      call(removeSmartCollection, { params: { smartCollectionId: id } }),
    onSuccess: async (_, { id }) => {
      if (id === shownId) onLeave()
      await client.invalidateQueries({ queryKey: smartQuery.queryKey })
    },
  })
  const following = useMutation({
    mutationFn: ({ id, follows }: SmartCollection) =>
      call(followSmartCollection, { params: { smartCollectionId: id }, body: { follows: !follows } }),
    onSuccess: async ({ name, follows }) => {
      say({ title: follows ? words.nowFollowed(name) : words.notFollowed(name) })
      await client.invalidateQueries({ queryKey: smartQuery.queryKey })
    },
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
  })
  if (all.isError) return <ErrorState error={all.error} onRetry={() => void all.refetch()} small />
  const items = all.data?.items ?? []
  if (items.length === 0) return null
  const mayChange = ({ libraryId }: SmartCollection) =>
    libraryId === null || libraries.some(({ id }) => id === libraryId)
  const counted = new Map<string, number>(counts.data?.items.map(({ id, total }) => [id, total]))
  return (
    <section aria-label={words.title}>
      <h2 className="flex h-8 items-center truncate px-2 font-medium text-ink-faint text-xs">
        {words.title}
      </h2>
      <ul>
        {items.map((smart) => {
          const count = counted.get(smart.id)
          const trouble = troubleOf(smart, words)
          return (
            <li
              key={smart.id}
              className={classes(
                'group flex h-8 items-center rounded-md pr-1 pl-2 pointer-coarse:h-11',
                smart.id === shownId
                  ? 'bg-tint font-medium text-accent'
                  : 'text-ink-soft hover:bg-wash hover:text-ink',
              )}
            >
              {link(
                smart,
                <>
                  <ListFilter
                    className="size-4 shrink-0"
                    style={smart.colour === null ? undefined : { color: `var(--color-tag-${smart.colour})` }}
                    aria-hidden
                  />
                  <span className="truncate" title={smart.name}>
                    {smart.name}
                  </span>
                </>,
              )}
              {trouble === undefined ? null : (
                <Tooltip text={trouble}>
                  <span role="img" aria-label={trouble} className="flex shrink-0 text-care">
                    <TriangleAlert className="size-3.5" aria-hidden />
                  </span>
                </Tooltip>
              )}
              {smart.follows ? (
                <span
                  role="img"
                  aria-label={words.followed}
                  title={words.followed}
                  className="shrink-0 pl-1 text-ink-faint"
                >
                  <Bell className="size-3" aria-hidden />
                </span>
              ) : null}
              {smart.libraryId === null ? null : (
                <span
                  role="img"
                  aria-label={words.shared}
                  title={words.shared}
                  className="shrink-0 pl-1 text-ink-faint"
                >
                  <Users className="size-3" aria-hidden />
                </span>
              )}
              <span className="ml-auto pl-1 font-normal text-2xs text-ink-faint">
                {count === undefined ? null : format.number(count)}
              </span>
              <SmartMenu
                smart={smart}
                mayChange={mayChange(smart)}
                onFollow={() => following.mutate(smart)}
                onDo={(kind) => setDoing({ kind, smart })}
              />
            </li>
          )
        })}
      </ul>
      <Suspense>
        {doing?.kind === 'change' ? (
          <SmartDialog smart={doing.smart} libraries={libraries} onClose={() => setDoing(null)} />
        ) : null}
      </Suspense>
      {doing?.kind === 'remove' ? (
        <ConfirmDialog
          title={words.removeTitle}
          about={doing.smart.name}
          confirm={words.remove}
          onConfirm={() => removing.mutateAsync(doing.smart)}
          onClose={() => setDoing(null)}
        >
          <p>{words.removeHelp}</p>
        </ConfirmDialog>
      ) : null}
    </section>
  )
}

type Words = { readonly later: string; readonly missing: (count: number) => string }

function troubleOf({ filter, missing }: SmartCollection, words: Words): string | undefined {
  if (filter === null) return words.later
  const count = missing.tagIds.length + missing.collectionIds.length
  return count === 0 ? undefined : words.missing(count)
}
