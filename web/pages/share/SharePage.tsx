import { useQuery } from '@tanstack/react-query'
import { Link, Navigate } from '@tanstack/react-router'
import { offerToAdd } from '#features/imports/web/offered.ts'
import { takeShared } from '#web/lib/shared.ts'
import { useTitle } from '#web/lib/useTitle.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { buttonClasses } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { en } from './text.en.ts'
import { ko } from './text.ko.ts'

const texts = { en, ko }

/** Where another app's sharing arrives: what it shared lands in the dialog that adds papers. */
export function SharePage() {
  const words = useWords(texts)
  useTitle(words.title)
  const arriving = useQuery({
    queryKey: ['shared-here'],
    queryFn: async () => {
      const shared = await takeShared()
      if (shared !== undefined) offerToAdd(shared)
      return { isOffered: shared !== undefined }
    },
    // It can be taken once.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (arriving.isPending) return <Loading />
  if (arriving.data?.isOffered === true) return <Navigate to="/" replace />
  return (
    <div className="flex-1 overflow-y-auto bg-sheet">
      <EmptyState
        level={1}
        title={words.nothing}
        actions={
          <Link to="/" className={buttonClasses('primary')}>
            {words.toLibrary}
          </Link>
        }
      >
        {words.nothingHelp}
      </EmptyState>
    </div>
  )
}
