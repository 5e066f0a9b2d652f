import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { TagTree } from '#features/reading/web/tags/TagTree.tsx'
import { readingWords } from '#features/reading/web/words.ts'
import { useFormat } from '#web/lib/format.ts'
import { useTitle } from '#web/lib/useTitle.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Select } from '#web/ui/Select.tsx'
import { useLibrariesShown } from '../library/useEditableLibraries.ts'

/** The tags of a library: seen as a tree, renamed, coloured, merged and removed. */
export function TagsPage() {
  const words = useWords(readingWords).tagTree
  useTitle(words.title)
  const format = useFormat()
  const navigate = useNavigate()
  const libraries = useLibrariesShown()
  const { library: wanted } = useSearch({ from: '/frame/tags' })
  const library = libraries.find(({ id }) => id === wanted) ?? libraries[0]
  if (library === undefined) return null
  return (
    <div className="mx-auto flex min-h-0 w-full max-w-page flex-1 flex-col gap-4 px-4 pt-5 pb-3 md:px-8">
      <header className="flex flex-wrap items-center justify-between gap-3">
        <h1 className="font-semibold text-xl tracking-tight">{words.title}</h1>
        {libraries.length > 1 ? (
          <Select
            label={words.title}
            labelHidden
            options={libraries.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={String(library.id)}
            onValue={(id) => void navigate({ to: '/tags', search: { library: id }, replace: true })}
          />
        ) : null}
      </header>
      <TagTree
        key={library.id}
        library={library}
        count={(tag) => (
          <Link
            to="/"
            search={{ tags: [tag.id] }}
            className="shrink-0 rounded-sm px-1 text-ink-faint text-xs hover:text-accent hover:underline"
          >
            {words.papers(tag.paperCountWithin, format.number(tag.paperCountWithin))}
          </Link>
        )}
      />
    </div>
  )
}
