import { useWords } from '#web/lib/words/useWords.ts'
import { TextField } from '#web/ui/TextField.tsx'
import { factorWords } from './words.ts'

type Props = {
  readonly value: string
  readonly onValue: (value: string) => void
  /** While the app is being set up there is no recovery code yet. */
  readonly appOnly?: boolean
  /** Who has no app types a recovery code. */
  readonly recoveryOnly?: boolean
  /** False where it is not the first field. */
  readonly isFirst?: boolean
}

/** Where a code of the second factor is typed; browsers and password managers fill it in. */
export function CodeField({ value, onValue, appOnly = false, recoveryOnly = false, isFirst = true }: Props) {
  const words = useWords(factorWords)
  return (
    <TextField
      label={recoveryOnly ? words.recoveryCode : words.code}
      hint={recoveryOnly ? words.recoveryHint : appOnly ? words.appCodeHint : words.codeHint}
      name="code"
      autoComplete="one-time-code"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      {...(appOnly ? { inputMode: 'numeric' as const } : {})}
      required
      autoFocus={isFirst}
      minLength={6}
      maxLength={40}
      value={value}
      onValue={onValue}
    />
  )
}
