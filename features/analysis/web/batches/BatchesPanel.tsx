import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { say } from '#web/ui/toasts.ts'
import { cancelBatch, listBatches, pauseBatch, resumeBatch } from '../../contract.ts'
import { type BatchAct, BatchRow } from './BatchRow.tsx'
import { batchWords } from './words.ts'

const acts = { pause: pauseBatch, resume: resumeBatch, cancel: cancelBatch } satisfies Record<
  BatchAct,
  unknown
>

const lookEveryMs = 3_000

/** Analyses of many papers: how far each is, paused, gone on with and called off. Nothing where there are none. */
export function BatchesPanel({ mayAsk }: { readonly mayAsk: boolean }) {
  const words = useWords(batchWords)
  const titleId = useId()
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const batches = useQuery({
    queryKey: ['jobs', 'batches'],
    queryFn: ({ signal }) => call(listBatches, {}, { signal }),
    refetchInterval: ({ state: { data } }) =>
      data?.items.some(({ state }) => state === 'running') === true ? lookEveryMs : false,
  })
  const changing = useMutation({
    mutationFn: ({ act, batchId }: { act: BatchAct; batchId: string }) =>
      call(acts[act], { params: { batchId } }),
    onSuccess: (_, { act }) => say({ title: words.done[act] }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['jobs'] }),
  })
  if (batches.isError)
    return (
      <div className="px-4 md:px-5">
        <ErrorState error={batches.error} onRetry={() => void batches.refetch()} small />
      </div>
    )
  // The jobs below are what the page is about: where there are no batches, or not yet, nothing stands before them.
  if (batches.data === undefined || batches.data.items.length === 0) return null
  return (
    <section aria-labelledby={titleId} className="border-b px-4 pt-1 pb-3 md:px-5">
      <h2 id={titleId} className="py-1.5 font-semibold text-sm">
        {words.title}
      </h2>
      <ul className="divide-y border-t">
        {batches.data.items.map((batch) => (
          <BatchRow
            key={batch.id}
            batch={batch}
            busy={changing.isPending && changing.variables.batchId === batch.id}
            onAct={mayAsk ? (act) => changing.mutate({ act, batchId: batch.id }) : undefined}
          />
        ))}
      </ul>
    </section>
  )
}
