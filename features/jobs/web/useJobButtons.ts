import { call } from '#web/lib/call.ts'
import { useJobControl } from '#web/lib/useJobControl.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { type BackgroundJob, cancelJob, retryJob } from '../contract.ts'
import { jobWords } from './words.ts'

/** What the buttons of a job do, as its row takes them. */
export function useJobButtons(mayControl: boolean) {
  const { cancel, retry, isBusy } = useJobControl({
    cancel: (jobId) => call(cancelJob, { params: { jobId } }),
    retry: (jobId) => call(retryJob, { params: { jobId } }),
    words: useWords(jobWords),
    stale: ['jobs'],
  })
  return ({ id }: BackgroundJob) => ({
    busy: isBusy(id),
    onCancel: mayControl ? () => cancel(id) : undefined,
    onRetry: mayControl ? () => retry(id) : undefined,
  })
}
