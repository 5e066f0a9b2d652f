import { useQuery } from '@tanstack/react-query'
import { may } from '#contract/permissions.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { NotFound } from '../../shell/NotFound.tsx'
import { useMe } from '../useMe.ts'
import { AdminHeader } from './AdminHeader.tsx'
import { AttentionList } from './AttentionList.tsx'
import { FindBox } from './FindBox.tsx'
import { HouseCards } from './HouseCards.tsx'
import { homeQuery } from './home-query.ts'
import { adminWords } from './words.ts'

/** What needs somebody now, and how the house is doing: the first page of whoever looks after it. */
export function AdminPage() {
  const me = useMe()
  return may(me.role, 'house:read') ? <Home /> : <NotFound />
}

function Home() {
  const words = useWords(adminWords)
  const home = useQuery(homeQuery)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-sheet">
      <div className="mx-auto max-w-page px-4 pb-16 md:px-5">
        <AdminHeader description={words.description} />
        <FindBox />
        {home.isPending ? <Loading rows={6} /> : null}
        {home.data === undefined && home.isError ? (
          <ErrorState error={home.error} onRetry={() => void home.refetch()} />
        ) : null}
        {home.data ? (
          <>
            <AttentionList items={home.data.items} />
            <HouseCards cards={home.data.cards} />
          </>
        ) : null}
      </div>
    </div>
  )
}
