import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Checkbox } from '#web/ui/Checkbox.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Select } from '#web/ui/Select.tsx'
import { say } from '#web/ui/toasts.ts'
import { transferPapers } from '../contract.ts'
import { transferWords } from './words.ts'

type Props = {
  readonly paperIds: readonly [string, ...string[]]
  /** Where they may go. */
  readonly libraries: readonly { readonly id: string; readonly name: string }[]
  /** They may be taken out of where they stand. */
  readonly mayMove: boolean
  readonly onClose: () => void
  /** They are no longer where they stood. */
  readonly onMoved: () => void
}

/** Copies papers into another library, or moves them there. */
export function TransferDialog({ paperIds, libraries, mayMove, onClose, onMoved }: Props) {
  const words = useWords(transferWords)
  const { close, cancel } = useWords(uiWords)
  const client = useQueryClient()
  const [libraryId, setLibraryId] = useState(libraries[0]?.id ?? '')
  const [move, setMove] = useState(false)
  const count = paperIds.length
  const library = libraries.find(({ id }) => id === libraryId)?.name ?? ''
  const sending = useMutation({
    mutationFn: () => call(transferPapers, { body: { paperIds: [...paperIds], libraryId, move } }),
    onSuccess: ({ thereAlreadyCount }) => {
      say({
        title: move ? words.moved(count, library) : words.copied(count, library),
        ...(thereAlreadyCount > 0 ? { help: words.thereAlready(thereAlreadyCount) } : {}),
      })
      onClose()
      if (move) onMoved()
    },
    onSettled: () =>
      Promise.all([['papers'], ['tags']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  })
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={words.title(count)}
      closeLabel={close}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {cancel}
          </Button>
          <Button look="primary" busy={sending.isPending} onClick={() => sending.mutate()}>
            {move ? words.moveDo : words.copy}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Select
          label={words.into}
          value={libraryId}
          onValue={setLibraryId}
          options={libraries.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <p className="text-ink-soft text-sm">{words.goesAlong}</p>
        {mayMove ? (
          <Checkbox
            label={count === 1 ? words.moveOne : words.move}
            hint={words.moveHelp}
            checked={move}
            onChecked={setMove}
          />
        ) : null}
        {sending.error === null ? null : <ErrorState error={sending.error} small />}
      </div>
    </Dialog>
  )
}
