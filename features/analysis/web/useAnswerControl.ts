import { cancelJob, retryJob } from '#features/jobs/contract.ts'
import { call } from '#web/lib/call.ts'
import { useJobControl } from '#web/lib/useJobControl.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { runsQuery } from './analysis-queries.ts'
import { analysisWords } from './words.ts'

/** Calls readers off and asks them again: each is a job of its own. */
export function useAnswerControl(paperId: string) {
  return useJobControl({
    cancel: (jobId) => call(cancelJob, { params: { jobId } }),
    retry: (jobId) => call(retryJob, { params: { jobId } }),
    words: useWords(analysisWords),
    stale: runsQuery(paperId).queryKey,
  })
}
