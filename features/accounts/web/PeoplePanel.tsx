import { useQuery } from '@tanstack/react-query'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { Me } from '../contract.ts'
import { InviteForm } from './InviteForm.tsx'
import { peopleQuery } from './people-query.ts'
import { PersonRow } from './security/PersonRow.tsx'
import { accountWords } from './words.ts'

type Props = { readonly me: Me; readonly mayInvite: boolean; readonly mayManage: boolean }

/** Everybody with an account here, and the way in for others. */
export function PeoplePanel({ me, mayInvite, mayManage }: Props) {
  const words = useWords(accountWords)
  const people = useQuery(peopleQuery)
  return (
    <Section title={words.people}>
      {people.isPending ? <Loading rows={2} /> : null}
      {people.isError ? (
        <ErrorState error={people.error} onRetry={() => void people.refetch()} small />
      ) : null}
      <ul className="divide-y border-y empty:hidden">
        {people.data?.items.map((person) => (
          <PersonRow key={person.id} person={person} isMe={person.id === me.id} mayManage={mayManage} />
        ))}
      </ul>
      {mayInvite ? <InviteForm /> : null}
    </Section>
  )
}
