import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { say } from '#web/ui/toasts.ts'
import { cancelJob, retryJob } from '../contract.ts'
import { jobWords } from './words.ts'

/** Cancels and repeats jobs. */
export function useJobControl() {
  const words = useWords(jobWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const shared = {
    onError: (error: unknown) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['jobs'] }),
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
    busyId: cancelling.isPending ? cancelling.variables : retrying.isPending ? retrying.variables : undefined,
  }
}
