import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx'
import { say } from '#web/ui/toasts.ts'
import { type PaperDetail, removePaper, restorePaper } from '../contract.ts'
import { paperWords } from './words.ts'

type Props = { readonly paper: PaperDetail; readonly onRemoved: () => void }

/** Moves a paper to the trash, after asking. */
export function RemovePaper({ paper, onRemoved }: Props) {
  const words = useWords(paperWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const restoring = useMutation({
    mutationFn: () => call(restorePaper, { params: { paperId: paper.id } }),
    onSuccess: () => say({ title: words.restored(paper.title) }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['papers'] }),
  })
  const remove = async () => {
    await call(removePaper, { params: { paperId: paper.id } })
    say({
      title: words.removed(paper.title),
      action: { label: words.restore, isUndo: true, run: () => restoring.mutate() },
    })
    onRemoved()
    void client.invalidateQueries({ queryKey: ['papers'] })
  }
  return (
    <>
      <Button look="danger" size="sm" onClick={() => setIsAsking(true)}>
        <Trash2 aria-hidden />
        {words.remove}
      </Button>
      {isAsking ? (
        <ConfirmDialog
          title={words.removeTitle}
          about={paper.title}
          confirm={words.remove}
          onConfirm={remove}
          onClose={() => setIsAsking(false)}
        >
          <p>{words.removeHelp}</p>
        </ConfirmDialog>
      ) : null}
    </>
  )
}
