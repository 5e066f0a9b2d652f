import { useInfiniteQuery } from '@tanstack/react-query'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { MoreButton } from '#web/ui/MoreButton.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { Me, Person } from '../../contract.ts'
import { type PeopleSearch, peoplePages } from '../people-query.ts'
import { accountWords } from '../words.ts'
import { InviteForm } from './InviteForm.tsx'
import { PeopleFilters } from './PeopleFilters.tsx'
import { PersonRow } from './PersonRow.tsx'
import { peopleWords } from './words.ts'

type Props = {
  readonly me: Me
  readonly mayInvite: boolean
  readonly mayManage: boolean
  readonly search: PeopleSearch
  readonly narrow: (search: PeopleSearch) => void
  /** What other parts of the house know of a person. */
  readonly factsOf: (person: Person) => readonly string[]
  readonly onSave: (person: Person) => Promise<unknown>
}

/** Everybody with an account here, page by page, and the way in for others. */
export function PeoplePanel({ me, mayInvite, mayManage, search, narrow, factsOf, onSave }: Props) {
  const words = useWords(accountWords)
  const said = useWords(peopleWords)
  const format = useFormat()
  const people = useInfiniteQuery(peoplePages(search))
  const shown = people.data?.pages.flatMap(({ items }) => items) ?? []
  const total = people.data?.pages.at(-1)?.total ?? 0
  return (
    <Section title={words.people}>
      <PeopleFilters key={search.q ?? ''} search={search} narrow={narrow} />
      {people.isPending ? <Loading rows={2} /> : null}
      {people.isError ? (
        <ErrorState error={people.error} onRetry={() => void people.refetch()} small />
      ) : null}
      {people.data === undefined ? null : (
        <p role="status" className="pb-1 text-ink-faint text-xs">
          {said.total(total, format.number(total))}
        </p>
      )}
      <ul aria-label={words.people} className="divide-y border-y empty:hidden">
        {shown.map((person) => (
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
      <MoreButton pages={people} label={said.morePeople} />
      {mayInvite ? <InviteForm /> : null}
    </Section>
  )
}
