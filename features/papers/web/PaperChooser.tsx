import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useId, useState } from 'react'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { listPapers, type PaperSummary } from '../contract.ts'
import { venueAndYear } from './venue-and-year.ts'
import { paperWords } from './words.ts'

type Props = {
  readonly title: string
  readonly description: string
  readonly paper: Pick<PaperSummary, 'id' | 'libraryId' | 'title'>
  readonly onPick: (paper: PaperSummary) => void
  readonly onClose: () => void
}

/** Another paper of the same library, found by words; it begins with those of the title. Arrows choose, Enter takes. */
export function PaperChooser({ title, description, paper, onPick, onClose }: Props) {
  const words = useWords(paperWords)
  const { close } = useWords(uiWords)
  const listId = useId()
  const [written, setWritten] = useState(() => paper.title.split(/\s+/).slice(0, 3).join(' '))
  const [current, setCurrent] = useState(0)
  const q = written.trim()
  const found = useQuery({
    queryKey: ['papers', 'chosen-from', paper.libraryId, q],
    queryFn: ({ signal }) =>
      call(
        listPapers,
        { query: { libraryId: paper.libraryId, limit: 20, ...(q === '' ? {} : { q, sort: 'relevance' }) } },
        { signal },
      ),
    placeholderData: keepPreviousData,
  })
  const papers = (found.data?.items ?? []).filter(({ id }) => id !== paper.id)
  const at = Math.min(current, papers.length - 1)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || papers.length === 0) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) setCurrent((at + step + papers.length) % papers.length)
    else if (event.key === 'Enter' && papers[at] !== undefined) onPick(papers[at])
    else return
    event.preventDefault()
  }
  return (
    <Dialog
      open
      wide
      onOpen={(open) => open || onClose()}
      title={title}
      description={description}
      closeLabel={close}
    >
      <TextField
        label={words.findPaper}
        role="combobox"
        aria-expanded={papers.length > 0}
        aria-controls={listId}
        aria-activedescendant={papers.length > 0 ? `${listId}-${at}` : undefined}
        value={written}
        onValue={(next) => {
          setWritten(next)
          setCurrent(0)
        }}
        onKeyDown={onKeyDown}
      />
      {found.isPending ? <Loading rows={4} /> : null}
      {found.isError ? <ErrorState error={found.error} onRetry={() => void found.refetch()} small /> : null}
      {found.isSuccess && papers.length === 0 ? (
        <p className="mt-3 text-ink-soft text-sm">{words.noneFound}</p>
      ) : null}
      <div id={listId} role="listbox" aria-label={words.papers} className="mt-2 max-h-72 overflow-y-auto">
        {papers.map((each, index) => (
          // The field has the focus and its keys move the choice (ARIA: aria-activedescendant).
          // biome-ignore lint/a11y/useFocusableInteractive: see above
          // biome-ignore lint/a11y/useKeyWithClickEvents: see above
          <div
            key={each.id}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === at}
            onClick={() => onPick(each)}
            className={classes(
              'cursor-default rounded-md px-2 py-1.5',
              index === at ? 'bg-tint' : 'hover:bg-wash',
            )}
          >
            <p className="line-clamp-2 text-sm">{each.title === '' ? words.untitled : each.title}</p>
            <p className="truncate text-ink-faint text-xs">
              {[each.authors.slice(0, 3).join(', '), venueAndYear(each)]
                .filter((part) => part !== '')
                .join(' · ')}
            </p>
          </div>
        ))}
      </div>
    </Dialog>
  )
}
