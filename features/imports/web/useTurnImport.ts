import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { say } from '#web/ui/toasts.ts'
import { type ImportReport, redoImport, undoImport } from '../contract.ts'
import { importWords } from './words.ts'

/** Takes an import back, or brings it back, and says so with the way back. */
export function useTurnImport(importId: ImportReport['id']) {
  const words = useWords(importWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const onError = (error: unknown) => say({ ...failureWords(error), tone: 'bad' })
  const settled = () =>
    Promise.all(['imports', 'papers', 'tags'].map((key) => client.invalidateQueries({ queryKey: [key] })))
  const redo = useMutation({
    mutationFn: () => call(redoImport, { params: { importId } }),
    onSuccess: ({ undo }) => undo === 'none' && say({ title: words.redone }),
    onError,
    onSettled: settled,
  })
  const undo = useMutation({
    mutationFn: () => call(undoImport, { params: { importId } }),
    onSuccess: ({ undo: state, keptCount }) => {
      if (state !== 'undone') return
      const action = { label: words.redo, isUndo: true, run: () => redo.mutate() }
      say({ title: words.undone, action, ...(keptCount > 0 ? { help: words.kept(keptCount) } : {}) })
    },
    onError,
    onSettled: settled,
  })
  return { undo, redo }
}
