import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { say } from '#web/ui/toasts.ts'
import { type PaperDetail, removePaper, restorePaper } from '../contract.ts'
import { paperWords } from './words.ts'

type Props = { readonly paper: PaperDetail; readonly onRemoved: () => void }

/** Moves a paper to the trash, after asking. */
export function RemovePaper({ paper, onRemoved }: Props) {
  const words = useWords(paperWords)
  const { close, cancel } = useWords(uiWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const restoring = useMutation({
    mutationFn: () => call(restorePaper, { params: { paperId: paper.id } }),
    onSuccess: () => say({ title: words.restored(paper.title) }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['papers'] }),
  })
  const removing = useMutation({
    mutationFn: () => call(removePaper, { params: { paperId: paper.id } }),
    onSuccess: () => {
      say({
        title: words.removed(paper.title),
        action: { label: words.restore, run: () => restoring.mutate() },
      })
      onRemoved()
      void client.invalidateQueries({ queryKey: ['papers'] })
    },
  })
  return (
    <>
      <Button look="danger" size="sm" onClick={() => setIsAsking(true)}>
        <Trash2 aria-hidden />
        {words.remove}
      </Button>
      <Dialog
        open={isAsking}
        onOpen={setIsAsking}
        title={words.removeTitle}
        description={paper.title}
        closeLabel={close}
        actions={
          <>
            <Button look="quiet" onClick={() => setIsAsking(false)}>
              {cancel}
            </Button>
            <Button look="danger" busy={removing.isPending} onClick={() => removing.mutate()}>
              {words.remove}
            </Button>
          </>
        }
      >
        <p>{words.removeHelp}</p>
        {removing.error === null ? null : <ErrorState error={removing.error} small />}
      </Dialog>
    </>
  )
}
