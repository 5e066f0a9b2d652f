import { useState } from 'react'
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx'
import { TextField } from '#web/ui/TextField.tsx'

type Props = {
  readonly title: string
  /** Whose account it is: their address, which has to be typed. */
  readonly email: string
  readonly words: {
    readonly deleteForGood: string
    readonly whatGoes: readonly string[]
    readonly typeEmail: string
  }
  readonly onConfirm: (typedEmail: string) => Promise<void>
  readonly onClose: () => void
}

/** Says what goes with an account, and has its address typed. Mount it to ask. */
export function ConfirmDeletion({ title, email, words, onConfirm, onClose }: Props) {
  const [typedEmail, setTypedEmail] = useState('')
  return (
    <ConfirmDialog
      title={title}
      about={email}
      confirm={words.deleteForGood}
      ready={typedEmail.trim().toLowerCase() === email}
      onConfirm={() => onConfirm(typedEmail)}
      onClose={onClose}
    >
      <div className="flex flex-col gap-3">
        <ul className="list-disc space-y-1 pl-5">
          {words.whatGoes.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
        <TextField
          label={words.typeEmail}
          autoComplete="off"
          maxLength={254}
          value={typedEmail}
          onValue={setTypedEmail}
        />
      </div>
    </ConfirmDialog>
  )
}
