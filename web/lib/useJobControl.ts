import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { say } from '../ui/toasts.ts'
import { useFailureWords } from './words/useFailureWords.ts'

type Options = {
  readonly cancel: (jobId: string) => Promise<unknown>
  readonly retry: (jobId: string) => Promise<unknown>
  /** What is said when it is done. */
  readonly words: { readonly cancelled: string; readonly retried: string }
  /** What shows the jobs, and is asked for anew. */
  readonly stale: QueryKey
}

/** Calls background jobs off and has them run again. */
export function useJobControl({ cancel, retry, words, stale }: Options) {
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const shared = {
    onError: (error: unknown) => say({ ...failureWords(error), tone: 'bad' as const }),
    onSettled: () => client.invalidateQueries({ queryKey: stale }),
  }
  const cancelling = useMutation({
    ...shared,
    mutationFn: cancel,
    onSuccess: () => say({ title: words.cancelled }),
  })
  const retrying = useMutation({
    ...shared,
    mutationFn: retry,
    onSuccess: () => say({ title: words.retried }),
  })
  return {
    cancel: cancelling.mutate,
    retry: retrying.mutate,
    isBusy: (jobId: string | null) =>
      (cancelling.isPending && cancelling.variables === jobId) ||
      (retrying.isPending && retrying.variables === jobId),
  }
}
