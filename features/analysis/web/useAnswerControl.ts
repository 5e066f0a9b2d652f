import { useMutation, useQueryClient } from '@tanstack/react-query'
import { cancelJob, retryJob } from '#features/jobs/contract.ts'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { say } from '#web/ui/toasts.ts'
import { runsQuery } from './analysis-queries.ts'
import { analysisWords } from './words.ts'

/** Calls readers off and asks them again: each is a job of its own. */
export function useAnswerControl(paperId: string) {
  const words = useWords(analysisWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const shared = {
    onError: (error: unknown) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: runsQuery(paperId).queryKey }),
  }
  const cancelling = useMutation({
    ...shared,
    mutationFn: (jobId: string) => call(cancelJob, { params: { jobId } }),
    onSuccess: () => say({ title: words.cancelled }),
  })
  const retrying = useMutation({
    ...shared,
    mutationFn: (jobId: string) => call(retryJob, { params: { jobId } }),
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
