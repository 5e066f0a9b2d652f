import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { say } from '#web/ui/toasts.ts'
import { createNote } from '../contract.ts'

type New = { readonly paperId?: string; readonly libraryId?: string; readonly body?: string }

/** Makes a note and tells which one. */
export function useNewNote(onMade: (noteId: string) => void) {
  const client = useQueryClient()
  const failureWords = useFailureWords()
  return useMutation({
    mutationFn: (body: New) => call(createNote, { body }),
    onSuccess: (made) => {
      client.setQueryData(['notes', 'note', made.id], made)
      void client.invalidateQueries({ queryKey: ['notes', 'list'] })
      onMade(made.id)
    },
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
  })
}
