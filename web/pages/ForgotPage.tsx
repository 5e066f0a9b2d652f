import { Link } from '@tanstack/react-router'
import { ForgotForm } from '#features/accounts/web/mailed/ForgotForm.tsx'
import { accountWords } from '#features/accounts/web/words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { buttonClasses } from '#web/ui/Button.tsx'
import { Door } from '../shell/Door.tsx'

/** Where somebody who forgot their password asks for a letter. */
export function ForgotPage() {
  const words = useWords(accountWords)
  return (
    <Door title={words.forgotTitle}>
      <div className="flex flex-col gap-4">
        <ForgotForm />
        <Link to="/sign-in" className={buttonClasses('quiet')}>
          {words.toSignIn}
        </Link>
      </div>
    </Door>
  )
}
