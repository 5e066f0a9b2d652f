import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { deletePerson, type Person } from '../../contract.ts'
import { ConfirmDeletion } from '../ConfirmDeletion.tsx'
import { peopleWords } from './words.ts'

type Props = {
  readonly person: Person
  readonly onDeleted: () => void
  readonly onClose: () => void
}

/** Deletes somebody's account. Mount it to ask. */
export function DeletePerson({ person: { id, name, email }, onDeleted, onClose }: Props) {
  const words = useWords(peopleWords)
  return (
    <ConfirmDeletion
      title={words.deleteOf(name)}
      email={email}
      words={words}
      onConfirm={async (typedEmail) => {
        await call(deletePerson, { params: { userId: id }, body: { typedEmail } })
        onDeleted()
      }}
      onClose={onClose}
    />
  )
}
