import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { CallOf } from '#contract/endpoint.ts'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { say } from '#web/ui/toasts.ts'
import { changeCollection, fileInCollection } from '../../contract.ts'

/** Renames, moves or places a collection; what is refused is said in the corner. */
export function useCollectionChange() {
  const client = useQueryClient()
  const failureWords = useFailureWords()
  return useMutation({
    mutationFn: (change: CallOf<typeof changeCollection>) => call(changeCollection, change),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['collections'] }),
  })
}

/** Files papers in a collection and takes others out. */
export function useFiling() {
  const client = useQueryClient()
  const failureWords = useFailureWords()
  return useMutation({
    mutationFn: (filing: CallOf<typeof fileInCollection>) => call(fileInCollection, filing),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    // Pending until the fresh rows are here, so that a mark never flickers back.
    onSettled: () =>
      Promise.all([['collections'], ['papers']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
}
