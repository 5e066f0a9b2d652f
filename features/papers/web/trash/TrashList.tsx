import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PaperId } from '#contract/ids.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Checkbox } from '#web/ui/Checkbox.tsx'
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { MoreButton } from '#web/ui/MoreButton.tsx'
import { TrashRow } from './TrashRow.tsx'
import { trashQuery } from './trash-query.ts'
import { type Chosen, useTrash } from './useTrash.ts'
import { trashWords } from './words.ts'

/** The papers in the trash; those of libraries the person may change are brought back or deleted for good. */
export function TrashList() {
  const words = useWords(trashWords)
  const list = useInfiniteQuery(trashQuery)
  const [chosen, setChosen] = useState<ReadonlySet<PaperId>>(new Set())
  const [isAsking, setIsAsking] = useState(false)
  const { restoring, remove } = useTrash(() => setChosen(new Set()))
  if (list.isPending) return <Loading rows={6} />
  if (list.data === undefined) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  const papers = list.data.pages.flatMap(({ items }) => items)
  if (papers.length === 0) return <EmptyState title={words.none}>{words.noneHelp}</EmptyState>
  const own = papers.filter(({ editable }) => editable).map(({ id }) => id)
  const marked = own.filter((id) => chosen.has(id))
  const total = list.data.pages[0]?.total ?? papers.length
  const meant: Chosen =
    marked.length > 0
      ? { papers: { paperIds: marked }, count: marked.length }
      : { papers: { all: {} }, count: own.length === papers.length ? total : own.length }
  const choose = (id: PaperId, isChosen: boolean) =>
    setChosen(new Set(isChosen ? [...chosen, id] : [...chosen].filter((other) => other !== id)))
  return (
    <>
      {own.length === 0 ? null : (
        <div className="sticky top-0 z-10 flex flex-wrap items-center gap-2 border-b bg-sheet px-4 py-2 md:px-5">
          <Checkbox
            label={marked.length > 0 ? words.chosen(marked.length) : words.chooseShown}
            checked={marked.length === own.length}
            mixed={marked.length > 0 && marked.length < own.length}
            onChecked={(isChosen) => setChosen(new Set(isChosen ? own : []))}
            className="mr-auto"
          />
          <Button size="sm" busy={restoring.isPending} onClick={() => restoring.mutate(meant)}>
            {marked.length > 0 ? words.restore : words.restoreAll}
          </Button>
          <Button size="sm" look="danger" onClick={() => setIsAsking(true)}>
            {marked.length > 0 ? words.deleteForGood : words.empty}
          </Button>
        </div>
      )}
      <ul aria-label={words.title} className="divide-y border-b">
        {papers.map((paper) => (
          <TrashRow
            key={paper.id}
            paper={paper}
            chosen={chosen.has(paper.id)}
            onChosen={(isChosen) => choose(paper.id, isChosen)}
          />
        ))}
      </ul>
      <MoreButton pages={list} label={words.more} />
      {isAsking ? (
        <ConfirmDialog
          title={words.deleteTitle(meant.count)}
          confirm={marked.length > 0 ? words.deleteForGood : words.empty}
          onConfirm={() => remove(meant)}
          onClose={() => setIsAsking(false)}
        >
          <p>{words.deleteHelp}</p>
        </ConfirmDialog>
      ) : null}
    </>
  )
}
