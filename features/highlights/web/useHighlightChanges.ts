import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { CallOf } from '#contract/endpoint.ts'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { say } from '#web/ui/toasts.ts'
import {
  changeHighlight,
  createHighlight,
  type Highlight,
  removeHighlight,
  restoreHighlight,
} from '../contract.ts'
import { highlightsQuery } from './highlight-queries.ts'
import { highlightWords } from './words.ts'

type NewHighlight = CallOf<typeof createHighlight>['body']
export type HighlightChange = { readonly highlight: Highlight } & CallOf<typeof changeHighlight>['body']

const byPlace = (one: Highlight, other: Highlight) =>
  one.page - other.page || (other.rects[0]?.y ?? 0) - (one.rects[0]?.y ?? 0)

/** Makes, changes and removes highlights of a paper: seen at once, taken back if the server refuses. */
export function useHighlightChanges(paperId: string) {
  const client = useQueryClient()
  const words = useWords(highlightWords)
  const { undo } = useWords(uiWords)
  const failureWords = useFailureWords()
  const { queryKey } = highlightsQuery(paperId)
  const show = (change: (all: readonly Highlight[]) => Highlight[]) =>
    client.setQueryData(queryKey, (all) => (all === undefined ? all : change(all)))
  const settle = () => client.invalidateQueries({ queryKey })
  const onError = (error: unknown) => say({ ...failureWords(error), tone: 'bad' })

  const creating = useMutation({
    mutationFn: (body: NewHighlight) => call(createHighlight, { params: { paperId }, body }),
    onSuccess: (made) => show((all) => [...all, made].toSorted(byPlace)),
    onError,
    onSettled: settle,
  })
  const changing = useMutation({
    mutationFn: ({ highlight: { id: highlightId }, ...body }: HighlightChange) =>
      call(changeHighlight, { params: { highlightId }, body }),
    onMutate: async (change) => {
      await client.cancelQueries({ queryKey })
      show((all) => all.map((one) => (one.id === change.highlight.id ? withChange(one, change) : one)))
    },
    onError,
    onSettled: settle,
  })
  const restoring = useMutation({
    mutationFn: ({ id: highlightId }: Highlight) => call(restoreHighlight, { params: { highlightId } }),
    onError,
    onSettled: settle,
  })
  const removing = useMutation({
    mutationFn: ({ id: highlightId }: Highlight) => call(removeHighlight, { params: { highlightId } }),
    onMutate: async ({ id }) => {
      await client.cancelQueries({ queryKey })
      show((all) => all.filter((one) => one.id !== id))
    },
    onSuccess: (_reply, removed) =>
      say({
        title: words.removed,
        action: { label: undo, isUndo: true, run: () => restoring.mutate(removed) },
      }),
    onError,
    onSettled: settle,
  })
  return { create: creating.mutateAsync, change: changing.mutate, remove: removing.mutate }
}

export type HighlightChanges = ReturnType<typeof useHighlightChanges>

function withChange(one: Highlight, { colour, comment, tags, visibility }: HighlightChange): Highlight {
  return {
    ...one,
    colour: colour ?? one.colour,
    comment: comment ?? one.comment,
    tags: tags ?? one.tags,
    visibility: visibility ?? one.visibility,
  }
}
