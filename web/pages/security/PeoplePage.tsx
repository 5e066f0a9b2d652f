import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { may, role } from '#contract/permissions.ts'
import { type Person, personState } from '#features/accounts/contract.ts'
import { PeoplePanel } from '#features/accounts/web/people/PeoplePanel.tsx'
import { peopleWords } from '#features/accounts/web/people/words.ts'
import { exportPerson } from '#features/admin/contract.ts'
import { saveFile } from '#features/exports/web/save-file.ts'
import { listStorage } from '#features/papers/contract.ts'
import { getUsageOfAll } from '#features/usage/contract.ts'
import { listHolders } from '#features/vault/contract.ts'
import { listScores } from '#features/watch/contract.ts'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { NotFound } from '../../shell/NotFound.tsx'
import { useMe } from '../useMe.ts'
import { SecurityHeader } from './SecurityHeader.tsx'
import { en } from './text.en.ts'
import { ko } from './text.ko.ts'

const texts = { en, ko }

/** What the other features know of people, each in a query of its own: one that fails leaves the others on screen. */
function useFacts(): (person: Person) => string[] {
  const words = useWords(peopleWords)
  const format = useFormat()
  const storage = useQuery({
    queryKey: ['people', 'storage'],
    queryFn: ({ signal }) => call(listStorage, {}, { signal }),
  })
  const usage = useQuery({
    queryKey: ['people', 'usage'],
    queryFn: ({ signal }) => call(getUsageOfAll, { query: { by: 'person' } }, { signal }),
  })
  const holders = useQuery({
    queryKey: ['people', 'keys'],
    queryFn: ({ signal }) => call(listHolders, {}, { signal }),
  })
  const scores = useQuery({
    queryKey: ['people', 'scores'],
    queryFn: ({ signal }) => call(listScores, {}, { signal }),
  })
  return ({ id }) => {
    const stored = storage.data?.items.find(({ userId }) => userId === id)
    const used = usage.data?.items.find(({ userId }) => userId === id)
    const held = holders.data?.items.find(({ userId }) => userId === id)
    const score = scores.data?.items.find(({ userId }) => userId === id)?.score ?? 0
    return [
      ...(stored ? [words.papers(stored.papers, format.sizeBytes(stored.sizeBytes))] : []),
      ...(used ? [words.usage(used.calls, format.costMicroUsd(used.costMicroUsd))] : []),
      ...(held ? [words.keys([...new Set(held.providers)].join(', '))] : []),
      ...(scores.data ? [words.score(score)] : []),
    ]
  }
}

/** Everybody with an account, for who looks after the house. */
export function PeoplePage() {
  const me = useMe()
  return may(me.role, 'people:manage') ? <Managed /> : <NotFound />
}

function Managed() {
  const words = useWords(texts)
  const me = useMe()
  const factsOf = useFacts()
  const asked = useSearch({ from: '/frame/security/people' })
  const search = {
    q: asked.q,
    role: role.safeParse(asked.role).data,
    state: personState.safeParse(asked.state).data,
  }
  const navigate = useNavigate()
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-sheet">
      <div className="mx-auto max-w-page px-4 pb-16 md:px-5">
        <SecurityHeader description={words.peopleHelp} />
        <PeoplePanel
          me={me}
          mayInvite={may(me.role, 'people:invite')}
          mayManage
          search={search}
          narrow={(change) => void navigate({ to: '/security/people', search: change, replace: true })}
          factsOf={factsOf}
          onSave={({ id }) => saveFile(exportPerson, { params: { userId: id } })}
        />
      </div>
    </div>
  )
}
