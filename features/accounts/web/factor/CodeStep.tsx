import { type ReactNode, useState } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { CodeField } from './CodeField.tsx'
import type { Attempt } from './needs-code.ts'
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
      <p className="text-ink-soft">{words.askCode}</p>
      <CodeField value={code} onValue={setCode} />
      {isRefused ? <ErrorState error={asking.error} small /> : null}
      <Button type="submit" look="primary" busy={asking.isPending}>
        {confirm}
      </Button>
      {children}
      <Button look="quiet" onClick={onBack}>
        {words.back}
      </Button>
    </form>
  )
}
