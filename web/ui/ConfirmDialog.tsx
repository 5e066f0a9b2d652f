import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useRef } from 'react'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { ErrorState } from './ErrorState.tsx'

type Props = {
  readonly title: string
  /** What it is about, by its name. */
  readonly about?: ReactNode
  /** What it does, in words: the button that does it says the same verb as the one that asked. */
  readonly confirm: string
  readonly look?: 'danger' | 'primary'
  /** False while what it would do is still being looked up. */
  readonly ready?: boolean
  /** Does it. The question closes when the promise is kept; when it is refused, the refusal stands in it. */
  readonly onConfirm: () => Promise<unknown>
  readonly onClose: () => void
  /** The consequences. */
  readonly children?: ReactNode
}

/**
 * Asks before something that has consequences. Mount it to ask. For what can be taken back, don't ask: do it, and
 * `say` it with an undo. The focus begins on the button that changes nothing.
 */
export function ConfirmDialog({
  title,
  about,
  confirm,
  look = 'danger',
  ready = true,
  onConfirm,
  onClose,
  children,
}: Props) {
  const { close, cancel } = useWords(uiWords)
  const leave = useRef<HTMLButtonElement>(null)
  const confirming = useMutation({ mutationFn: onConfirm, onSuccess: onClose })
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={title}
      description={about}
      closeLabel={close}
      isQuestion
      initialFocus={leave}
      actions={
        <>
          <Button ref={leave} look="quiet" onClick={onClose}>
            {cancel}
          </Button>
          <Button
            look={look}
            busy={confirming.isPending}
            disabled={!ready}
            onClick={() => confirming.mutate()}
          >
            {confirm}
          </Button>
        </>
      }
    >
      {children}
      {confirming.error === null ? null : <ErrorState error={confirming.error} small />}
    </Dialog>
  )
}
