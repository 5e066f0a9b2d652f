import { useQuery } from '@tanstack/react-query'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { Me, Person } from '../../contract.ts'
import { peopleQuery } from '../people-query.ts'
import { accountWords } from '../words.ts'
import { InviteForm } from './InviteForm.tsx'
import { PersonRow } from './PersonRow.tsx'

type Props = {
  readonly me: Me
  readonly mayInvite: boolean
  readonly mayManage: boolean
  /** What other parts of the house know of a person. */
  readonly factsOf: (person: Person) => readonly string[]
  readonly onSave: (person: Person) => Promise<unknown>
}

/** Everybody with an account here, and the way in for others. */
export function PeoplePanel({ me, mayInvite, mayManage, factsOf, onSave }: Props) {
  const words = useWords(accountWords)
  const people = useQuery(peopleQuery)
  return (
    <Section title={words.people}>
      {people.isPending ? <Loading rows={2} /> : null}
      {people.isError ? (
        <ErrorState error={people.error} onRetry={() => void people.refetch()} small />
      ) : null}
      <ul aria-label={words.people} className="divide-y border-y empty:hidden">
        {people.data?.items.map((person) => (
          <PersonRow
            key={person.id}
            person={person}
            isMe={person.id === me.id}
            mayManage={mayManage}
            facts={factsOf(person)}
            onSave={() => onSave(person)}
          />
        ))}
      </ul>
      {mayInvite ? <InviteForm /> : null}
    </Section>
  )
}
