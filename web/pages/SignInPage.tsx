import { useQueryClient } from '@tanstack/react-query'
import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { meQuery, wearPreferences } from '#features/accounts/web/me-query.ts'
import { SignInForm } from '#features/accounts/web/SignInForm.tsx'
import { accountWords } from '#features/accounts/web/words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Door } from '../shell/Door.tsx'

export function SignInPage() {
  const words = useWords(accountWords)
  const client = useQueryClient()
  const router = useRouter()
  const { next } = useSearch({ from: '/sign-in' })
  return (
    <Door title={words.signInTitle}>
      <SignInForm
        onSignedIn={(me) => {
          client.clear()
          wearPreferences(me)
          client.setQueryData(meQuery.queryKey, me)
          router.history.push(next ?? '/')
        }}
      />
      <p className="mt-5 text-center">
        <Link to="/sign-in/forgot" className="text-accent text-xs hover:underline">
          {words.forgot}
        </Link>
      </p>
    </Door>
  )
}
