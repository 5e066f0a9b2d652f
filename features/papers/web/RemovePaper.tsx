import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { say } from '#web/ui/toasts.ts'
import { type PaperDetail, removePaper } from '../contract.ts'
import { paperWords } from './words.ts'

type Props = { readonly paper: PaperDetail; readonly onRemoved: () => void }

/** Moves a paper to the trash, after asking. */
export function RemovePaper({ paper, onRemoved }: Props) {
  const words = useWords(paperWords)
  const { close, cancel } = useWords(uiWords)
  const client = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  const removing = useMutation({
    mutationFn: () => call(removePaper, { params: { paperId: paper.id } }),
    onSuccess: () => {
      say({ title: words.removed(paper.title) })
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
