import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Select } from '#web/ui/Select.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { peopleWords } from './words.ts'

const durations = ['1', '24', '168', '720'] as const
type Duration = (typeof durations)[number]

type Props = {
  readonly name: string
  readonly onLock: (lock: { reason: string; hours: number }) => Promise<unknown>
  readonly onClose: () => void
}

/** Asks why and for how long an account is to be locked. Mount it to ask. */
export function LockDialog({ name, onLock, onClose }: Props) {
  const words = useWords(peopleWords)
  const { close, cancel } = useWords(uiWords)
  const [reason, setReason] = useState('')
  const [hours, setHours] = useState<Duration>('24')
  const locking = useMutation({
    mutationFn: () => onLock({ reason, hours: Number(hours) }),
    onSuccess: onClose,
  })
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={words.lockOf(name)}
      description={words.lockHelp}
      closeLabel={close}
    >
      <form
        aria-label={words.lockOf(name)}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          locking.mutate()
        }}
      >
        <TextField
          label={words.reason}
          hint={words.reasonHint}
          required
          autoFocus
          maxLength={300}
          value={reason}
          onValue={setReason}
        />
        <Select
          label={words.hours}
          className="w-40"
          value={hours}
          onValue={setHours}
          options={durations.map((value) => ({ value, label: words.durations[value] }))}
        />
        {locking.error === null ? null : <ErrorState error={locking.error} small />}
        <div className="flex flex-wrap justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            {cancel}
          </Button>
          <Button type="submit" look="danger" busy={locking.isPending}>
            {words.lockNow}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
