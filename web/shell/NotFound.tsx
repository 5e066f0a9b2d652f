import { Link } from '@tanstack/react-router'
import { useWords } from '#web/lib/words/useWords.ts'
import { buttonClasses } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { shellWords } from './words.ts'

export function NotFound() {
  const words = useWords(shellWords)
  return (
    <EmptyState
      title={words.notFound}
      actions={
        <Link to="/" className={buttonClasses()}>
          {words.toLibrary}
        </Link>
      }
    >
      {words.notFoundHelp}
    </EmptyState>
  )
}
