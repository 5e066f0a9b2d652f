import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReplyOf } from '#contract/endpoint.ts'
import type { listPapers, PaperDetail } from '#features/papers/contract.ts'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { say } from '#web/ui/toasts.ts'
import { type Judgement, judge } from '../contract.ts'

type Change = { readonly paperId: string } & Partial<Pick<Judgement, 'ratingHalves' | 'status'>>
type Rows = ReplyOf<typeof listPapers>

/** Rates a paper or sets its reading status: seen at once everywhere it is shown, taken back if the server refuses. */
export function useJudge() {
  const client = useQueryClient()
  const failureWords = useFailureWords()
  const judging = useMutation({
    mutationFn: ({ paperId, ...body }: Change) => call(judge, { params: { paperId }, body }),
    onMutate: async ({ paperId, ...change }) => {
      await client.cancelQueries({ queryKey: ['papers'] })
      client.setQueriesData<Rows>({ queryKey: ['papers', 'list'] }, (rows) =>
        rows === undefined
          ? rows
          : {
              ...rows,
              items: rows.items.map((paper) => (paper.id === paperId ? { ...paper, ...change } : paper)),
            },
      )
      client.setQueryData<PaperDetail>(['paper', paperId], (paper) =>
        paper === undefined ? paper : { ...paper, ...change },
      )
    },
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: (_data, _error, { paperId }) => {
      void client.invalidateQueries({ queryKey: ['papers'] })
      void client.invalidateQueries({ queryKey: ['paper', paperId] })
    },
  })
  return judging.mutate
}
