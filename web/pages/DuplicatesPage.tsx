import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { DuplicateList } from '#features/duplicates/web/DuplicateList.tsx'
import { MergeView } from '#features/duplicates/web/MergeView.tsx'
import { duplicateWords } from '#features/duplicates/web/words.ts'
import { useTitle } from '#web/lib/useTitle.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { compareLink, paperLink } from './pair-links.tsx'

/** Papers that may be one; two of them side by side when the address names them. */
export function DuplicatesPage() {
  const words = useWords(duplicateWords)
  const { keep, other } = useSearch({ from: '/frame/duplicates' })
  const navigate = useNavigate()
  const isComparing = keep !== undefined && other !== undefined
  useTitle(words.title)
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-sheet">
      <div className="mx-auto max-w-page">
        <header className="border-b px-4 pt-6 pb-3 md:px-5">
          {isComparing ? (
            <Link to="/duplicates" search={{}} className="text-accent text-xs hover:underline">
              ← {words.back}
            </Link>
          ) : null}
          <h1 className="font-semibold text-xl tracking-tight">
            {isComparing ? words.mergeTitle : words.title}
          </h1>
          <p className="mt-0.5 text-ink-soft">{isComparing ? words.mergeHelp : words.description}</p>
        </header>
        {isComparing ? (
          <MergeView
            key={`${keep} ${other}`}
            paperId={keep}
            otherId={other}
            onSwap={() => void navigate({ to: '/duplicates', search: { keep: other, other: keep } })}
            onMerged={() => void navigate({ to: '/duplicates', search: {} })}
          />
        ) : (
          <DuplicateList paperLink={paperLink} compareLink={compareLink} />
        )}
      </div>
    </div>
  )
}
