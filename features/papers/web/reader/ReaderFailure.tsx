import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { readerWords } from './words.ts'

type Props = { readonly error: Error | undefined; readonly onRetry: () => void }

/** Why the document is not shown: its bytes are none of a PDF, or they did not come. */
export function ReaderFailure({ error, onRetry }: Props) {
  const words = useWords(readerWords)
  const didNotCome = error?.name === 'ResponseException' || error?.name === 'UnknownErrorException'
  return (
    <div role="alert" className="mx-auto my-12 max-w-md border-l-2 border-bad pl-4">
      <h2 className="font-semibold text-base">{didNotCome ? words.gone : words.broken}</h2>
      <p className="text-ink-soft">{didNotCome ? words.goneHelp : words.brokenHelp}</p>
      {didNotCome ? (
        <Button className="mt-3" onClick={onRetry}>
          {words.retry}
        </Button>
      ) : null}
    </div>
  )
}
