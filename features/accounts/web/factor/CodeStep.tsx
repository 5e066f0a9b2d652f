import { type ReactNode, useState } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { CodeField } from './CodeField.tsx'
import { type Attempt, asksForPasskey } from './needs-code.ts'
import { factorWords } from './words.ts'

type Props = {
  readonly asking: Attempt
  /** What the button says. */
  readonly confirm: string
  readonly onBack: () => void
  /** Other ways to go on. */
  readonly children?: ReactNode
}

/** The second step of a sign-in. */
export function CodeStep({ asking, confirm, onBack, children }: Props) {
  const words = useWords(factorWords)
  const [code, setCode] = useState('')
  // What the first answer said; the next ones speak of the code.
  const [byPasskey] = useState(() => asksForPasskey(asking.error))
  // The first answer only said that a code is needed, which is what this screen is.
  const isRefused = asking.error !== null && asking.variables !== undefined
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        asking.mutate(code)
      }}
    >
      <p className="text-ink-soft">{byPasskey ? words.askPasskey : words.askCode}</p>
      {byPasskey ? children : null}
      <CodeField value={code} onValue={setCode} recoveryOnly={byPasskey} isFirst={!byPasskey} />
      {isRefused ? <ErrorState error={asking.error} small /> : null}
      <Button type="submit" look="primary" busy={asking.isPending}>
        {confirm}
      </Button>
      {byPasskey ? null : children}
      <Button look="quiet" onClick={onBack}>
        {words.back}
      </Button>
    </form>
  )
}
