import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { TextArea } from '#web/ui/TextArea.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { say } from '#web/ui/toasts.ts'
import { correctPaper, type PaperDetail } from '../contract.ts'
import { changesOf, toRecordForm } from './record-form.ts'
import { paperWords } from './words.ts'

type Props = { readonly paper: PaperDetail; readonly onClose: () => void }

/** Corrects the bibliographic record by hand; only what was changed is sent. */
export function CorrectDialog({ paper, onClose }: Props) {
  const words = useWords(paperWords)
  const { close, cancel, save } = useWords(uiWords)
  const client = useQueryClient()
  const [form, setForm] = useState(() => toRecordForm(paper))
  const isYearWrong = form.year !== '' && !/^[12]\d{3}$/.test(form.year)
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
  const field = (name: keyof typeof form) => ({
    value: form[name],
    onValue: (value: string) => setForm((before) => ({ ...before, [name]: value })),
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
            disabled={isYearWrong}
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
        <TextField label={words.title} required maxLength={2000} {...field('title')} />
        <TextArea label={words.authors} hint={words.authorsHint} rows={4} {...field('authors')} />
        <div className="grid gap-3 sm:grid-cols-[6rem_1fr]">
          <TextField
            label={words.year}
            inputMode="numeric"
            error={isYearWrong ? words.yearWrong : undefined}
            {...field('year')}
          />
          <TextField label={words.venue} maxLength={1000} {...field('venue')} />
        </div>
        <TextField label={words.doi} maxLength={300} spellCheck={false} {...field('doi')} />
        <TextArea label={words.abstract} rows={7} maxLength={50_000} {...field('abstract')} />
        {correcting.error === null ? null : <ErrorState error={correcting.error} small />}
      </form>
    </Dialog>
  )
}
