import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { CallOf } from '#contract/endpoint.ts'
import type { ActId } from '#contract/ids.ts'
import { undoAct } from '#features/history/contract.ts'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { say } from '#web/ui/toasts.ts'
import { deleteForGood, restoreMany } from '../../contract.ts'
import { trashWords } from './words.ts'

export type Chosen = {
  readonly papers: CallOf<typeof restoreMany>['body']['papers']
  readonly count: number
}

/** What can be done with papers in the trash, and what is said of it. */
export function useTrash(onDone: () => void) {
  const words = useWords(trashWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const refresh = () => client.invalidateQueries({ queryKey: ['papers'] })
  const onError = (error: unknown) => say({ ...failureWords(error), tone: 'bad' })
  const undoing = useMutation({
    mutationFn: (actId: ActId) => call(undoAct, { params: { actId } }),
    onError,
    onSettled: refresh,
  })
  const restoring = useMutation({
    mutationFn: ({ papers }: Chosen) => call(restoreMany, { body: { papers } }),
    onSuccess: ({ actId, changed }, { count }) => {
      const left = count - changed
      say({
        title: words.restored(changed),
        ...(left > 0 && { help: words.notAllRestored(left) }),
        ...(actId !== null && {
          action: { label: words.undo, isUndo: true, run: () => undoing.mutate(actId) },
        }),
      })
      onDone()
    },
    onError,
    onSettled: refresh,
  })
  const remove = async ({ papers }: Chosen) => {
    const { deleted } = await call(deleteForGood, { body: { papers } })
    say({ title: words.deleted(deleted) })
    onDone()
    await refresh()
  }
  return { restoring, remove }
}
