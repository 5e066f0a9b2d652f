import { Link } from '@tanstack/react-router'
import { useWords } from '#web/lib/words/useWords.ts'
import { buttonClasses } from '#web/ui/Button.tsx'
import { Door } from './Door.tsx'
import { shellWords } from './words.ts'

export function NotFound() {
  const words = useWords(shellWords)
  return (
    <Door title={words.notFound} description={words.notFoundHelp}>
      <Link to="/" className={buttonClasses('primary')}>
        {words.toLibrary}
      </Link>
    </Door>
  )
}
