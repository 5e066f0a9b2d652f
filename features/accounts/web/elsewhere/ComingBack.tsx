import { useMutation, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { asApiProblem } from '#web/lib/api-problem.ts'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { type CameBack, linkOidc, type Me, signInByOidc } from '../../contract.ts'
import { CodeStep } from '../factor/CodeStep.tsx'
import { accountWords } from '../words.ts'
import { elsewhereWords } from './words.ts'

type Props = {
  readonly came: CameBack
  /** Somebody is signed in: their account is to be linked. */
  readonly isLinking: boolean
  readonly onSignedIn: (me: Me) => void
  readonly onLinked: () => void
  readonly onAgain: () => void
  /** The way to begin again, below what went wrong. */
  readonly children: ReactNode
}

/** Goes on with what the issuer sent the browser back with. */
export function ComingBack({ came, isLinking, onSignedIn, onLinked, onAgain, children }: Props) {
  const words = useWords(elsewhereWords)
  const { signIn } = useWords(accountWords)
  // What came back opens once: it is asked once.
  const arriving = useQuery({
    queryKey: ['coming back', came.state],
    queryFn: async () => {
      if (isLinking) {
        await call(linkOidc, { body: came })
        onLinked()
      } else onSignedIn(await call(signInByOidc, { body: came }))
      return true
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const asking = useMutation({
    mutationFn: (code: string | undefined) => call(signInByOidc, { body: { factorCode: code ?? '' } }),
    onSuccess: onSignedIn,
  })
  if (arriving.isError && asApiProblem(arriving.error).code === 'second_factor_needed')
    return <CodeStep asking={asking} confirm={signIn} onBack={onAgain} />
  if (arriving.isError)
    return (
      <>
        <ErrorState error={arriving.error} small />
        {children}
      </>
    )
  return (
    <div role="status" aria-label={isLinking ? words.linking : words.comingBack}>
      <Loading rows={2} />
    </div>
  )
}
