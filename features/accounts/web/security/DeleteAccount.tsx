import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Section } from '#web/ui/Section.tsx'
import { deleteAccount, type Me } from '../../contract.ts'
import { ConfirmDeletion } from '../ConfirmDeletion.tsx'
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
        <ConfirmDeletion
          title={words.deleteAccount}
          email={me.email}
          words={words}
          onConfirm={async (typedEmail) => {
            await call(deleteAccount, { body: { typedEmail } })
            onDeleted()
          }}
          onClose={() => setIsAsked(false)}
        />
      ) : null}
    </Section>
  )
}
