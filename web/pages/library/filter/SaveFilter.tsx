import { useMutation, useQueryClient } from '@tanstack/react-query'
import { BookmarkPlus, Save } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { changeSmartCollection, type SmartCollection } from '#features/reading/contract.ts'
import { smartQuery } from '#features/reading/web/smart/smart-query.ts'
import { readingWords } from '#features/reading/web/words.ts'
import { useActions } from '#web/lib/actions.ts'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { say } from '#web/ui/toasts.ts'
import { useEditableLibraries } from '../useEditableLibraries.ts'
import { libraryWords } from '../words.ts'
import { type FilterSearch, toKept } from './search-filter.ts'

const SmartDialog = lazy(async () => ({
  default: (await import('#features/reading/web/smart/SmartDialog.tsx')).SmartDialog,
}))

type Props = {
  readonly search: FilterSearch
  /** The smart collection whose filter was changed. */
  readonly changed: SmartCollection | undefined
  readonly onSaved: (smart: SmartCollection) => void
}

/** Keeps what narrows the list as a smart collection, or in the place of the filter it came from. */
export function SaveFilter({ search, changed, onSaved }: Props) {
  const words = useWords(libraryWords)
  const { smart: smartWords } = useWords(readingWords)
  const libraries = useEditableLibraries()
  const client = useQueryClient()
  const failureWords = useFailureWords()
  const [isOpen, setIsOpen] = useState(false)
  const filter = toKept(search)
  useActions([
    {
      id: 'save-filter',
      title: smartWords.newTitle,
      group: words.actions.group,
      run: () => setIsOpen(true),
    },
  ])
  const keeping = useMutation({
    mutationFn: ({ id }: SmartCollection) =>
      call(changeSmartCollection, { params: { smartCollectionId: id }, body: { filter } }),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: smartQuery.queryKey })
      onSaved(saved)
    },
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
  })
  const mayKeep =
    changed !== undefined &&
    (changed.libraryId === null || libraries.some(({ id }) => id === changed.libraryId))
  return (
    <>
      {mayKeep ? (
        <Button look="quiet" busy={keeping.isPending} onClick={() => keeping.mutate(changed)}>
          <Save aria-hidden />
          {words.filter.saveChanges}
        </Button>
      ) : null}
      <IconButton
        icon={<BookmarkPlus aria-hidden />}
        label={smartWords.newTitle}
        onClick={() => setIsOpen(true)}
      />
      <Suspense>
        {isOpen ? (
          <SmartDialog
            filter={filter}
            libraries={libraries}
            onClose={() => setIsOpen(false)}
            onSaved={onSaved}
          />
        ) : null}
      </Suspense>
    </>
  )
}
