import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { say } from '#web/ui/toasts.ts'
import { listBackups } from '../contract.ts'

const watchEveryMs = 1_500

/** Below `jobs`: a job that begins or ends is news for it too; while one runs its progress is looked at. */
export const backupsQuery = queryOptions({
  queryKey: ['jobs', 'backups'],
  queryFn: ({ signal }) => call(listBackups, {}, { signal }),
  refetchInterval: ({ state: { data } }) => ((data?.underWay.length ?? 0) > 0 ? watchEveryMs : false),
})

/** Asks for something, says when it is refused, and looks at the backups anew. */
export function useBackupAct<Input>(
  act: (input: Input) => Promise<unknown>,
  done?: (input: Input) => string,
) {
  const failureWords = useFailureWords()
  const client = useQueryClient()
  return useMutation({
    mutationFn: act,
    onSuccess: (_, input) => done && say({ title: done(input) }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['jobs'] }),
  })
}
