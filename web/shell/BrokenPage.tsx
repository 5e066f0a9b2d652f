import { Link, useRouter } from '@tanstack/react-router'
import { useWords } from '#web/lib/words/useWords.ts'
import { buttonClasses } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { shellWords } from './words.ts'

type Props = { readonly error: unknown; readonly reset: () => void }

/** A page that could not be shown: why, and the ways on. */
export function BrokenPage({ error, reset }: Props) {
  const words = useWords(shellWords)
  const router = useRouter()
  return (
    <div className="flex-1 overflow-y-auto px-6">
      <h1 className="sr-only">{words.brokenTitle}</h1>
      <ErrorState
        error={error}
        onRetry={() => {
          reset()
          void router.invalidate()
        }}
      />
      <p className="mx-auto -mt-6 flex max-w-md pl-4">
        <Link to="/" onClick={reset} className={buttonClasses('plain', 'sm')}>
          {words.toLibrary}
        </Link>
      </p>
    </div>
  )
}
