import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { ErrorState } from './ErrorState.tsx'
import { TextField } from './TextField.tsx'

type Props = {
  readonly title: string
  readonly description?: ReactNode
  /** Of the field. */
  readonly label: string
  readonly hint?: ReactNode
  readonly maxLength: number
  /** The name so far; chosen whole, so that typing begins anew. */
  readonly name?: string
  /** The verb on the button; "Save" unless told. */
  readonly action?: string
  /** Gives the name. The dialog closes when the promise is kept; when it is refused, the refusal stands in it. */
  readonly onName: (name: string) => Promise<unknown>
  readonly onClose: () => void
}

/** Asks for one name: of something new, or a new one of something old. Mount it to ask. */
export function NameDialog({ name: before = '', action, onName, onClose, ...shown }: Props) {
  const { close, cancel, save } = useWords(uiWords)
  const form = useId()
  const [name, setName] = useState(before)
  const naming = useMutation({ mutationFn: () => onName(name), onSuccess: onClose })
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={shown.title}
      description={shown.description}
      closeLabel={close}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {cancel}
          </Button>
          <Button
            type="submit"
            form={form}
            look="primary"
            disabled={name.trim() === ''}
            busy={naming.isPending}
          >
            {action ?? save}
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault()
          naming.mutate()
        }}
      >
        <TextField
          label={shown.label}
          hint={shown.hint}
          required
          maxLength={shown.maxLength}
          value={name}
          onValue={setName}
          autoFocus
          onFocus={(event) => event.currentTarget.select()}
        />
        {naming.error === null ? null : <ErrorState error={naming.error} small />}
      </form>
    </Dialog>
  )
}
