import { useWords } from '#web/lib/words/useWords.ts'
import { TextField } from '#web/ui/TextField.tsx'
import { accountWords } from './words.ts'

// NIST SP 800-63B counts length, not kinds of characters; the same number as in the contract.
const passwordLength = 10

type Props = {
  readonly label: string
  readonly autoFocus?: boolean
  readonly value: string
  readonly onValue: (value: string) => void
}

/** Where a password is chosen: says what is missing while it is typed. */
export function NewPasswordField({ label, autoFocus = false, value, onValue }: Props) {
  const words = useWords(accountWords)
  const isTooShort = value !== '' && value.length < passwordLength
  return (
    <TextField
      label={label}
      type="password"
      name="password"
      autoComplete="new-password"
      required
      autoFocus={autoFocus}
      minLength={passwordLength}
      maxLength={200}
      hint={words.passwordHint(passwordLength)}
      error={isTooShort ? words.passwordShort(passwordLength - value.length) : undefined}
      value={value}
      onValue={onValue}
    />
  )
}
