import { FolderTree } from 'lucide-react'
import { useState } from 'react'
import { readingWords } from '#features/reading/web/words.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { useIsWide } from '#web/lib/useMedia.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { CollectionsPane } from './CollectionsPane.tsx'
import { collectionsShown } from './collections-shown.ts'
import type { LibrarySearch } from './library-search.ts'

type Props = {
  readonly search: LibrarySearch
  readonly narrow: (change: Partial<LibrarySearch>) => void
}

/** Shows and hides the collections beside the list; on small screens it opens them over it. */
export function CollectionsButton({ search, narrow }: Props) {
  const { collections } = useWords(readingWords)
  const { close } = useWords(uiWords)
  const shown = useStoredChoice(collectionsShown) === 'shown'
  const isWide = useIsWide()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <IconButton
        className="-ml-2"
        icon={<FolderTree aria-hidden />}
        label={collections.title}
        {...(isWide ? { 'aria-pressed': shown } : { 'aria-expanded': isOpen })}
        onClick={() => (isWide ? collectionsShown.set(shown ? 'hidden' : 'shown') : setIsOpen(true))}
      />
      <Dialog open={isOpen} onOpen={setIsOpen} title={collections.title} closeLabel={close}>
        <CollectionsPane search={search} narrow={narrow} onGo={() => setIsOpen(false)} />
      </Dialog>
    </>
  )
}
