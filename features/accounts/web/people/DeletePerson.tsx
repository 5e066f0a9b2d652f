import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { deletePerson, type Person } from '../../contract.ts'
import { peopleWords } from './words.ts'

type Props = {
  readonly person: Person
  readonly onDeleted: () => void
  readonly onClose: () => void
}

/** Says what goes with an account, and has its address typed. Mount it to ask. */
export function DeletePerson({ person: { id, name, email }, onDeleted, onClose }: Props) {
  const words = useWords(peopleWords)
  const [typedEmail, setTypedEmail] = useState('')
  return (
    <ConfirmDialog
      title={words.deleteOf(name)}
      about={email}
      confirm={words.deleteForGood}
      ready={typedEmail.trim().toLowerCase() === email}
      onConfirm={async () => {
        await call(deletePerson, { params: { userId: id }, body: { typedEmail } })
        onDeleted()
      }}
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
