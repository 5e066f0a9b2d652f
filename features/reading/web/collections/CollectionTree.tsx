import { useQuery } from '@tanstack/react-query'
import { FolderPlus } from 'lucide-react'
import { type KeyboardEvent, lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { say } from '#web/ui/toasts.ts'
import type { Collection } from '../../contract.ts'
import { readingWords } from '../words.ts'
import type { Doing } from './CollectionDialogs.tsx'
import { CollectionRow } from './CollectionRow.tsx'
import { ancestorsOf, type TreeRow, treeRows } from './collection-tree.ts'
import { collectionsQuery } from './collections-query.ts'
import { useFiling } from './useCollectionChange.ts'
import { useCollectionMenu } from './useCollectionMenu.ts'
import { useOpenCollections } from './useOpenCollections.ts'

const CollectionDialogs = lazy(async () => ({
  default: (await import('./CollectionDialogs.tsx')).CollectionDialogs,
}))

/** A library as the tree shows it. */
export type TreeLibrary = {
  readonly id: Collection['libraryId']
  readonly name: string
  readonly mayChange: boolean
}

type Props = {
  readonly libraries: readonly TreeLibrary[]
  readonly shownId: string | undefined
  readonly link: (collection: Collection, name: ReactNode) => ReactNode
  /** Shows everything again. */
  readonly onLeave: () => void
}

/** The collections of one's libraries: arrows walk, right and left open and close, F2 renames, Delete removes. */
export function CollectionTree({ libraries, shownId, link, onLeave }: Props) {
  const words = useWords(readingWords).collections
  const collections = useQuery(collectionsQuery)
  const all = collections.data?.items ?? []
  const { isOpen, setOpen } = useOpenCollections(ancestorsOf(all, shownId).map(({ id }) => id))
  const [doing, setDoing] = useState<Doing | null>(null)
  const { entriesOf, onKey } = useCollectionMenu(setDoing)
  const filing = useFiling()
  const frame = useRef<HTMLDivElement>(null)
  const walk = (from: Element, by: number) => {
    const links = [...(frame.current?.querySelectorAll<HTMLElement>('li a') ?? [])]
    const at = links.findIndex((each) => each === from || each.closest('li') === from.closest('li'))
    links[at + by]?.focus()
  }
  const onKeyDown = (event: KeyboardEvent, row: TreeRow, mayChange: boolean) => {
    if (!(event.target instanceof HTMLAnchorElement)) return
    if (mayChange) onKey(event, row)
    if (event.defaultPrevented) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined && event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return
    event.preventDefault()
    if (step !== undefined) walk(event.target, step)
    else if (row.hasChildren) setOpen(row.collection.id, event.key === 'ArrowRight')
  }
  const fileIn = (collection: Collection) => (paperId: string) =>
    filing.mutate(
      { params: { collectionId: collection.id }, body: { add: [paperId] } },
      { onSuccess: () => say({ title: words.filedIn(collection.name) }) },
    )
  if (collections.isPending) return <Loading rows={4} />
  if (collections.data === undefined)
    return <ErrorState error={collections.error} onRetry={() => void collections.refetch()} small />
  return (
    <div ref={frame} className="flex flex-col gap-3">
      {libraries.map((library) => {
        const rows = treeRows(all, { libraryId: library.id, isOpen })
        if (rows.length === 0 && !library.mayChange) return null
        return (
          <section key={library.id} aria-label={words.of(library.name)}>
            <header className="flex h-8 items-center justify-between gap-1 pl-2">
              <h2 className="truncate font-medium text-ink-faint text-xs">
                {libraries.length > 1 ? library.name : words.title}
              </h2>
              {library.mayChange ? (
                <IconButton
                  icon={<FolderPlus aria-hidden />}
                  label={words.newIn(library.name)}
                  className="size-6"
                  onClick={() => setDoing({ kind: 'new', libraryId: library.id, parent: null })}
                />
              ) : null}
            </header>
            {rows.length === 0 ? <p className="px-2 pb-1 text-ink-faint text-xs">{words.noneHelp}</p> : null}
            <ul>
              {rows.map((row) => (
                <CollectionRow
                  key={row.collection.id}
                  row={row}
                  isShown={row.collection.id === shownId}
                  link={link}
                  onToggle={(open) => setOpen(row.collection.id, open)}
                  entries={library.mayChange ? entriesOf(row) : []}
                  onKeyDown={(event) => onKeyDown(event, row, library.mayChange)}
                  onPaper={library.mayChange ? fileIn(row.collection) : undefined}
                />
              ))}
            </ul>
          </section>
        )
      })}
      <Suspense>
        {doing === null ? null : (
          <CollectionDialogs
            doing={doing}
            collections={all}
            onClose={() => setDoing(null)}
            onRemoved={(gone) => {
              const left = [shownId, ...ancestorsOf(all, shownId).map(({ id }) => id)]
              if (left.includes(gone.id)) onLeave()
            }}
          />
        )}
      </Suspense>
    </div>
  )
}
