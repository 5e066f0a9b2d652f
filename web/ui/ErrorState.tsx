import { RotateCw } from 'lucide-react'
import { asApiProblem, type FailureCode } from '#web/lib/api-problem.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from './Button.tsx'
import { classes } from './classes.ts'

type Props = {
  readonly error: unknown
  /** Asked again when the person wishes; offered where the problem's code says that it can help. */
  readonly onRetry?: (() => void) | undefined
  /** Inside a panel instead of on its own. */
  readonly small?: boolean
}

/** A refusal explains itself; only a fault of the server is looked up in its log. */
const isFault = (code: FailureCode) => code === 'unexpected' || code === 'unavailable'

/** Says what went wrong in the words of its problem code, and offers what helps. */
export function ErrorState({ error, onRetry, small = false }: Props) {
  const problem = asApiProblem(error)
  const { title, help } = useFailureWords()(error)
  const words = useWords(uiWords)
  return (
    <div
      role="alert"
      className={classes('border-l-2 border-bad', small ? 'my-2 py-0.5 pl-3' : 'mx-auto my-12 max-w-md pl-4')}
    >
      {small ? (
        <p className="font-medium text-sm">{title}</p>
      ) : (
        <h2 className="font-semibold text-base">{title}</h2>
      )}
      <p className="mt-0.5 text-ink-soft text-sm">{help}</p>
      {problem.requestId === undefined || !isFault(problem.code) ? null : (
        <p className="mt-1 text-ink-faint text-xs">
          {words.requestNumber} <code className="select-all font-mono">{problem.requestId}</code>
        </p>
      )}
      {problem.code === 'page_outdated' ? (
        <Button size="sm" className="mt-3" onClick={() => location.reload()}>
          {words.reloadPage}
        </Button>
      ) : null}
      {onRetry !== undefined && problem.retryHelps ? (
        <Button size="sm" className="mt-3" onClick={onRetry}>
          <RotateCw aria-hidden />
          {words.tryAgain}
        </Button>
      ) : null}
    </div>
  )
}
