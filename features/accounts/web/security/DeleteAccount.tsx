import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx'
import { Section } from '#web/ui/Section.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { deleteAccount, type Me } from '../../contract.ts'
import { securityWords } from './words.ts'

type Props = {
  readonly me: Me
  /** The owner of the house stays: somebody has to look after it. */
  readonly mayLeave: boolean
  readonly onDeleted: () => void
}

/** The way out for good. */
export function DeleteAccount({ me, mayLeave, onDeleted }: Props) {
  const words = useWords(securityWords)
  const [isAsked, setIsAsked] = useState(false)
  const [typedEmail, setTypedEmail] = useState('')
  return (
    <Section title={words.leave} description={words.leaveHelp}>
      {mayLeave ? (
        <Button look="danger" onClick={() => setIsAsked(true)}>
          {words.deleteAccount}
        </Button>
      ) : (
        <p className="text-ink-soft">{words.ownerStays}</p>
      )}
      {isAsked ? (
        <ConfirmDialog
          title={words.deleteAccount}
          about={me.email}
          confirm={words.deleteForGood}
          ready={typedEmail.trim().toLowerCase() === me.email}
          onConfirm={async () => {
            await call(deleteAccount, { body: { typedEmail } })
            onDeleted()
          }}
          onClose={() => setIsAsked(false)}
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
      ) : null}
    </Section>
  )
}
