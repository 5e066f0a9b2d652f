import { Link } from '@tanstack/react-router'
import { LibraryBig } from 'lucide-react'
import { librariesWords } from '#features/accounts/web/libraries/words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { useLibraries } from './useLibraries.ts'

/** Which library a paper stands in, for who has more than one. */
export function PaperLibrary({ libraryId }: { readonly libraryId: string }) {
  const words = useWords(librariesWords)
  const libraries = useLibraries()
  const library = libraries.find(({ id }) => id === libraryId)
  if (library === undefined || libraries.length < 2) return null
  return (
    <p className="mt-1 flex items-center gap-1.5 text-ink-faint text-xs">
      <LibraryBig className="size-3.5 shrink-0" aria-hidden />
      <span className="sr-only">{words.library}: </span>
      <Link to="/" search={{ library: library.id }} className="truncate hover:text-accent hover:underline">
        {library.name}
      </Link>
      {library.membership === 'reader' ? <Badge>{words.readerMark}</Badge> : null}
    </p>
  )
}
