import { useTitle } from '#web/lib/useTitle.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { adminWords } from './words.ts'

/** The head of the pages of whoever looks after the house. */
export function AdminHeader({ description }: { readonly description: string }) {
  const words = useWords(adminWords)
  useTitle(words.title)
  return (
    <header className="pt-6 pb-4">
      <h1 className="font-semibold text-xl tracking-tight">{words.title}</h1>
      <p className="mt-0.5 text-ink-soft">{description}</p>
    </header>
  )
}
