import { useQuery } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { listPeople, type Me } from '../contract.ts'
import { InviteForm } from './InviteForm.tsx'
import { accountWords } from './words.ts'

type Props = { readonly me: Me; readonly mayInvite: boolean }

/** Everybody with an account here, and the way in for others. */
export function PeoplePanel({ me, mayInvite }: Props) {
  const words = useWords(accountWords)
  const format = useFormat()
  const people = useQuery({
    queryKey: ['account', 'people'],
    queryFn: ({ signal }) => call(listPeople, {}, { signal }),
  })
  return (
    <Section title={words.people}>
      {people.isPending ? <Loading rows={2} /> : null}
      {people.isError ? (
        <ErrorState error={people.error} onRetry={() => void people.refetch()} small />
      ) : null}
      <ul className="divide-y border-y empty:hidden">
        {people.data?.items.map((person) => (
          <li key={person.id} className="flex flex-wrap items-baseline gap-x-3 py-2">
            <span className="font-medium">{person.name}</span>
            {person.id === me.id ? <span className="text-ink-faint text-xs">{words.you}</span> : null}
            <span className="min-w-0 flex-1 truncate text-ink-soft">{person.email}</span>
            <Badge>{words.roleNames[person.role]}</Badge>
            <span className="text-ink-faint text-xs">{words.since(format.date(person.createdAt))}</span>
          </li>
        ))}
      </ul>
      {mayInvite ? <InviteForm /> : null}
    </Section>
  )
}
