import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { arrival } from '#features/accounts/web/elsewhere/arrival.ts'
import { ComingBack } from '#features/accounts/web/elsewhere/ComingBack.tsx'
import { elsewhereWords } from '#features/accounts/web/elsewhere/words.ts'
import { meQuery, wearPreferences } from '#features/accounts/web/me-query.ts'
import { ApiProblem } from '#web/lib/api-problem.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { buttonClasses } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Door } from '../shell/Door.tsx'

/** Where the issuer sends the browser back to: from a sign-in, or from linking an account to the one that is signed in. */
export function BackPage() {
  const words = useWords(elsewhereWords)
  const client = useQueryClient()
  const navigate = useNavigate()
  const isLinking = arrival?.state.startsWith('link-') ?? false
  const leave = (to: '/' | '/security' | '/sign-in') => void navigate({ to, replace: true })
  const again = (
    <Link to={isLinking ? '/security' : '/sign-in'} className={buttonClasses('primary')}>
      {words.again}
    </Link>
  )
  return (
    <Door title={isLinking ? words.linking : words.comingBack}>
      <div className="flex flex-col gap-4">
        {arrival === undefined ? (
          <>
            <ErrorState error={new ApiProblem('oidc_refused')} small />
            {again}
          </>
        ) : (
          <ComingBack
            came={arrival}
            isLinking={isLinking}
            onLinked={() => {
              void client.invalidateQueries({ queryKey: ['account'] })
              leave('/security')
            }}
            onSignedIn={(me) => {
              // Somebody else may have been signed in here.
              client.clear()
              wearPreferences(me)
              client.setQueryData(meQuery.queryKey, me)
              leave('/')
            }}
            onAgain={() => leave('/sign-in')}
          >
            {again}
          </ComingBack>
        )}
      </div>
    </Door>
  )
}
