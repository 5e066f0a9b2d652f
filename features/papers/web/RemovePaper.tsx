import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { say } from '#web/ui/toasts.ts'
import { type PaperDetail, removePaper, restorePaper } from '../contract.ts'
import { paperWords } from './words.ts'

type Props = { readonly paper: PaperDetail; readonly onRemoved: () => void }

/** Moves a paper to the trash at once; the message has the way back, and so has the trash. */
export function RemovePaper({ paper, onRemoved }: Props) {
  const words = useWords(paperWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const params = { paperId: paper.id }
  const onError = (error: unknown) => say({ ...failureWords(error), tone: 'bad' })
  const onSettled = () => client.invalidateQueries({ queryKey: ['papers'] })
  const restoring = useMutation({
    mutationFn: () => call(restorePaper, { params }),
    onSuccess: () => say({ title: words.restored(paper.title) }),
    onError,
    onSettled,
  })
  const removing = useMutation({
    mutationFn: () => call(removePaper, { params }),
    onSuccess: () => {
      say({
        title: words.removed(paper.title),
        action: { label: words.restore, isUndo: true, run: () => restoring.mutate() },
      })
      onRemoved()
    },
    onError,
    onSettled,
  })
  return (
    <Button look="danger" size="sm" busy={removing.isPending} onClick={() => removing.mutate()}>
      <Trash2 aria-hidden />
      {words.remove}
    </Button>
  )
}
