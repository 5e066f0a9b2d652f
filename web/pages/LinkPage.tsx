import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { readLink } from '#features/accounts/contract.ts'
import { LinkForm } from '#features/accounts/web/LinkForm.tsx'
import { FollowForm } from '#features/accounts/web/mailed/FollowForm.tsx'
import { meQuery, wearPreferences } from '#features/accounts/web/me-query.ts'
import { accountWords } from '#features/accounts/web/words.ts'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { buttonClasses } from '#web/ui/Button.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Door } from '../shell/Door.tsx'

/** Where a one-time link leads: the first run, an invitation, a sign-in; or what was mailed: a new password, a lock, an address. */
export function LinkPage() {
  const words = useWords(accountWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const navigate = useNavigate()
  const { token } = useParams({ from: '/link/$token' })
  const [isDone, setIsDone] = useState(false)
  const link = useQuery({
    queryKey: ['link', token],
    queryFn: ({ signal }) => call(readLink, { body: { token } }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (link.isPending) {
    return (
      <Door title="Seogo">
        <Loading rows={3} />
      </Door>
    )
  }
  if (link.isError) {
    const { title, help } = failureWords(link.error)
    return (
      <Door title={title} description={help}>
        <Link to="/sign-in" className={buttonClasses('primary')}>
          {words.toSignIn}
        </Link>
      </Door>
    )
  }
  const { purpose } = link.data
  if (purpose === 'reset' || purpose === 'unlock' || purpose === 'email') {
    if (isDone)
      return (
        <Door title={words.linkDone[purpose]} description={words.linkDoneText}>
          <Link to="/sign-in" className={buttonClasses('primary')}>
            {words.toSignIn}
          </Link>
        </Door>
      )
    return (
      <Door title={words.linkTitle[purpose]} description={words.linkText[purpose]}>
        <FollowForm
          token={token}
          info={link.data}
          onDone={() => {
            // Whoever was signed in here as this person is not any more.
            client.removeQueries({ queryKey: meQuery.queryKey })
            setIsDone(true)
          }}
        />
      </Door>
    )
  }
  return (
    <Door title={words.linkTitle[purpose]} description={words.linkText[purpose]}>
      <LinkForm
        token={token}
        info={link.data}
        onSignedIn={(me) => {
          // Somebody else may have been signed in here.
          client.clear()
          wearPreferences(me)
          client.setQueryData(meQuery.queryKey, me)
          void navigate({ to: '/', replace: true })
        }}
      />
    </Door>
  )
}
