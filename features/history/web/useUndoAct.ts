import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { say } from '#web/ui/toasts.ts'
import { undoAct } from '../contract.ts'
import { historyWords } from './words.ts'

const stale = ['acts', 'papers', 'paper', 'tags', 'collections']

/** Takes an act back; says on how many papers, what stays and why, and offers to do it again. */
export function useUndoAct() {
  const words = useWords(historyWords)
  const { number } = useFormat()
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const undoing = useMutation({
    mutationFn: (actId: string) => call(undoAct, { params: { actId } }),
    onSuccess: ({ actId, changed, kept }) =>
      say({
        title: words.undone(changed, number(changed)),
        ...(kept.length > 0 && {
          help: kept.map(({ reason, count }) => words.kept[reason](count)).join(' '),
        }),
        action: { label: words.redo, isUndo: true, run: () => undoing.mutate(actId) },
      }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => Promise.all(stale.map((topic) => client.invalidateQueries({ queryKey: [topic] }))),
  })
  return undoing
}
