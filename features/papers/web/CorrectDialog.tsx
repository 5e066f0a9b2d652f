import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { say } from '#web/ui/toasts.ts'
import { correctPaper, type PaperDetail } from '../contract.ts'
import { CorrectFields } from './CorrectFields.tsx'
import { changesOf, toRecordForm, wrongFields } from './record-form.ts'
import { paperWords } from './words.ts'

type Props = { readonly paper: PaperDetail; readonly onClose: () => void }

/** Corrects the bibliographic record by hand; only what was changed is sent. */
export function CorrectDialog({ paper, onClose }: Props) {
  const words = useWords(paperWords)
  const { close, cancel, save } = useWords(uiWords)
  const client = useQueryClient()
  const [form, setForm] = useState(() => toRecordForm(paper))
  const wrong = wrongFields(toRecordForm(paper), form)
  const correcting = useMutation({
    mutationFn: () =>
      call(correctPaper, { params: { paperId: paper.id }, body: changesOf(toRecordForm(paper), form) }),
    onSuccess: (corrected) => {
      client.setQueryData(['paper', paper.id], corrected)
      void client.invalidateQueries({ queryKey: ['papers'] })
      say({ title: words.saved })
      onClose()
    },
  })
  return (
    <Dialog
      open
      wide
      onOpen={(open) => open || onClose()}
      title={words.editTitle}
      description={words.editHelp}
      closeLabel={close}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {cancel}
          </Button>
          <Button
            type="submit"
            form="record"
            look="primary"
            disabled={wrong.length > 0}
            busy={correcting.isPending}
          >
            {save}
          </Button>
        </>
      }
    >
      <form
        id="record"
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          correcting.mutate()
        }}
      >
        <CorrectFields
          paper={paper}
          form={form}
          wrong={wrong}
          onForm={(change) => setForm((before) => ({ ...before, ...change }))}
        />
        {correcting.error === null ? null : <ErrorState error={correcting.error} small />}
      </form>
    </Dialog>
  )
}
