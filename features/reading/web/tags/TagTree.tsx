import { useQuery } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Brush, GitMerge, Plus, Trash2 } from 'lucide-react'
import { type KeyboardEvent, lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import { useMedia } from '#web/lib/useMedia.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import type { Tag } from '../../contract.ts'
import { tagsQuery } from '../tags-query.ts'
import { readingWords } from '../words.ts'
import type { TagDoing } from './TagDialogs.tsx'
import { TagRow } from './TagRow.tsx'
import { rowsShown, type TagTreeRow } from './tag-tree.ts'
import { useTagChanges } from './useTagChanges.ts'
import { useTagMenu } from './useTagMenu.ts'

const TagDialogs = lazy(async () => ({ default: (await import('./TagDialogs.tsx')).TagDialogs }))

type Props = {
  readonly library: { readonly id: Tag['libraryId']; readonly mayChange: boolean }
  /** How many papers carry a tag, as a link to them; the page knows the address. */
  readonly count: (tag: Tag) => ReactNode
}

const rowHeightPx = 38
const rowHeightByTouchPx = 46

/** The tags of a library as a tree: renamed in place, coloured, moved, merged and removed. */
export function TagTree({ library, count }: Props) {
  const words = useWords(readingWords).tagTree
  const tags = useQuery(tagsQuery)
  const [sought, setSought] = useState('')
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [renaming, setRenaming] = useState<string | undefined>(undefined)
  const [doing, setDoing] = useState<TagDoing | null>(null)
  const isCoarse = useMedia('(pointer: coarse)')
  const frame = useRef<HTMLDivElement>(null)
  const changes = useTagChanges((taken) => setDoing({ kind: 'taken', taken }))
  const { entriesOf, onKey } = useTagMenu({
    changes,
    onDoing: setDoing,
    onRename: setRenaming,
    mayChange: library.mayChange,
  })
  const all = (tags.data?.items ?? []).filter(({ libraryId }) => libraryId === library.id)
  const rows = rowsShown(all, { libraryId: library.id, sought, isOpen: (id) => !closed.has(id) })
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => (isCoarse ? rowHeightByTouchPx : rowHeightPx),
    getItemKey: (index) => rows[index]?.tag.id ?? index,
    overscan: 10,
  })
  if (tags.isPending) return <Loading rows={8} />
  if (tags.data === undefined) return <ErrorState error={tags.error} onRetry={() => void tags.refetch()} />
  const picked = all.filter(({ id }) => chosen.has(id))
  const toggled = (set: ReadonlySet<string>, id: string, isIn: boolean) => {
    const next = new Set(set)
    if (isIn) next.add(id)
    else next.delete(id)
    return next
  }
  const focusOn = (id: string | undefined) => {
    const index = rows.findIndex(({ tag }) => tag.id === id)
    if (index < 0) return
    virtual.scrollToIndex(index, { align: 'auto' })
    requestAnimationFrame(() => frame.current?.querySelector<HTMLElement>(`[data-tag="${id}"]`)?.focus())
  }
  const onKeyDown = (event: KeyboardEvent, row: TagTreeRow) => {
    const { tag } = row
    const at = rows.indexOf(row)
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) focusOn(rows[at + step]?.tag.id)
    else if (event.key === 'ArrowRight' || event.key === 'ArrowLeft')
      setClosed(toggled(closed, tag.id, event.key === 'ArrowLeft'))
    else if (event.key === 'x' && library.mayChange) setChosen(toggled(chosen, tag.id, !chosen.has(tag.id)))
    else if (!library.mayChange || !onKey(event, row)) return
    event.preventDefault()
    event.stopPropagation()
  }
  const done = () => {
    setDoing(null)
    setChosen(new Set())
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <TextField
          className="min-w-40 flex-1 sm:max-w-xs"
          label={words.find}
          labelHidden
          placeholder={words.find}
          value={sought}
          onValue={setSought}
        />
        {library.mayChange ? (
          <>
            <Button onClick={() => setDoing({ kind: 'new', libraryId: library.id, parent: null })}>
              <Plus aria-hidden />
              {words.newTitle}
            </Button>
            <Button look="quiet" busy={changes.isBusy} onClick={() => changes.removeUnused(library.id)}>
              <Brush aria-hidden />
              {words.removeUnused}
            </Button>
          </>
        ) : null}
      </div>
      {picked.length > 0 ? (
        <div className="flex flex-wrap items-center gap-2 rounded-md bg-tint px-3 py-1.5 text-sm">
          <p role="status">{words.chosen(picked.length)}</p>
          <span className="flex-1" />
          <Button
            size="sm"
            disabled={picked.length < 2}
            onClick={() => setDoing({ kind: 'merge', tags: picked })}
          >
            <GitMerge aria-hidden />
            {words.merge}
          </Button>
          <Button
            size="sm"
            look="danger"
            onClick={() => {
              changes.remove(picked)
              setChosen(new Set())
            }}
          >
            <Trash2 aria-hidden />
            {words.remove}
          </Button>
          <Button size="sm" look="quiet" onClick={() => setChosen(new Set())}>
            {words.chooseNone}
          </Button>
        </div>
      ) : null}
      {rows.length === 0 ? (
        <EmptyState title={all.length === 0 ? words.none : words.noneFound}>
          {all.length === 0 ? words.noneHelp : undefined}
        </EmptyState>
      ) : null}
      <div ref={frame} className="min-h-0 flex-1 overflow-y-auto">
        <ul aria-label={words.title} className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]
            if (row === undefined) return null
            const { tag } = row
            return (
              <TagRow
                key={item.key}
                place={{
                  'aria-setsize': rows.length,
                  'aria-posinset': item.index + 1,
                  style: { transform: `translateY(${item.start}px)` },
                }}
                row={row}
                mayChange={library.mayChange}
                isChosen={chosen.has(tag.id)}
                isRenaming={renaming === tag.id}
                entries={entriesOf(row)}
                count={count(tag)}
                onChosen={(isIn) => setChosen(toggled(chosen, tag.id, isIn))}
                onToggle={(open) => setClosed(toggled(closed, tag.id, !open))}
                onKeyDown={(event) => onKeyDown(event, row)}
                onRename={() => setRenaming(tag.id)}
                onName={(name) => {
                  setRenaming(undefined)
                  focusOn(tag.id)
                  if (name !== null) changes.change(tag, { name })
                }}
                onColour={(colour) => changes.change(tag, { colour })}
                onDropped={(id) => {
                  const dropped = all.find((each) => each.id === id)
                  if (dropped !== undefined && id !== tag.id)
                    setDoing({ kind: 'drop', tag: dropped, on: tag })
                }}
              />
            )
          })}
        </ul>
      </div>
      <Suspense>
        {doing === null ? null : <TagDialogs doing={doing} tags={all} changes={changes} onClose={done} />}
      </Suspense>
    </div>
  )
}
