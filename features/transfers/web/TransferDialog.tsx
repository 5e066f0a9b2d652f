import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { removePaper, restorePaper } from '#features/papers/contract.ts'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Checkbox } from '#web/ui/Checkbox.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Select } from '#web/ui/Select.tsx'
import { say } from '#web/ui/toasts.ts'
import { type Transferred, transferPapers } from '../contract.ts'
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
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const [libraryId, setLibraryId] = useState(libraries[0]?.id ?? '')
  const [move, setMove] = useState(false)
  const count = paperIds.length
  const library = libraries.find(({ id }) => id === libraryId)?.name ?? ''
  const refresh = () =>
    Promise.all([['papers'], ['tags']].map((queryKey) => client.invalidateQueries({ queryKey })))
  const takingBack = useMutation({
    mutationFn: async ({ items }: Transferred) => {
      // The originals first: nobody is without the paper in between.
      for (const { paperId } of move ? items : []) await call(restorePaper, { params: { paperId } })
      for (const { copyId } of items.filter(({ isNew }) => isNew))
        await call(removePaper, { params: { paperId: copyId } })
    },
    onSuccess: () => say({ title: words.takenBack }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: refresh,
  })
  const sending = useMutation({
    mutationFn: () => call(transferPapers, { body: { paperIds: [...paperIds], libraryId, move } }),
    onSuccess: (done) => {
      const { thereAlreadyCount } = done
      say({
        title: move ? words.moved(count, library) : words.copied(count, library),
        ...(thereAlreadyCount > 0 ? { help: words.thereAlready(thereAlreadyCount) } : {}),
        action: { label: words.undo, isUndo: true, run: () => takingBack.mutate(done) },
      })
      onClose()
      if (move) onMoved()
    },
    onSettled: refresh,
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
