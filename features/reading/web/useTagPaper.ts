import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { say } from '#web/ui/toasts.ts'
import { tagPaper } from '../contract.ts'

type Tagged = { readonly id: string; readonly tags: readonly { readonly name: string }[] }

/** The names of a paper's tags as wished, and a way to wish otherwise. */
export function useTagPaper(paper: Tagged) {
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const setting = useMutation({
    scope: { id: `tags ${paper.id}` },
    mutationFn: (names: string[]) => call(tagPaper, { params: { paperId: paper.id }, body: { names } }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    // Pending until the fresh rows are here, so that the wished names never flicker back.
    onSettled: () =>
      Promise.all(
        [['paper', paper.id], ['papers'], ['tags']].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  })
  return {
    names: setting.isPending ? setting.variables : paper.tags.map(({ name }) => name),
    setNames: setting.mutate,
  }
}
