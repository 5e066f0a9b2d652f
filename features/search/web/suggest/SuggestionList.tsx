import { useFormat } from '#web/lib/format.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { classes } from '#web/ui/classes.ts'
import { searchWords } from '../words.ts'
import type { Offer } from './offers.ts'

type Props = {
  /** The options are `${listId}-${at}`, for the box's aria-activedescendant. */
  readonly listId: string
  readonly offers: readonly Offer[]
  readonly active: number | undefined
  readonly error: Error | null
  readonly onTake: (offer: Offer) => void
}

/** What may be meant by what is being written: a list below the search box, which keeps the focus. */
export function SuggestionList({ listId, offers, active, error, onTake }: Props) {
  const { suggest: words } = useWords(searchWords)
  const format = useFormat()
  const failureWords = useFailureWords()
  const about = ({ kind, field, papers }: Offer) => {
    if (field !== undefined) return words.fields[field]
    const name = words.kinds[kind]
    return papers === undefined ? name : words.ofPapers(name, papers, format.number(papers))
  }
  return (
    <div className="absolute inset-x-0 top-full z-30 mt-1 overflow-hidden rounded-lg border border-hairline bg-sheet shadow-pop max-md:fixed max-md:inset-x-2 max-md:top-12">
      {offers.length === 0 ? null : (
        <div
          id={listId}
          role="listbox"
          aria-label={words.title}
          className="max-h-[60dvh] overflow-y-auto p-1"
        >
          {offers.map((offer, at) => (
            // The field has the focus and its keys move the choice (ARIA: aria-activedescendant).
            // biome-ignore lint/a11y/useFocusableInteractive: see above
            // biome-ignore lint/a11y/useKeyWithClickEvents: see above
            <div
              key={offer.key}
              id={`${listId}-${at}`}
              role="option"
              aria-selected={at === active}
              ref={at === active ? scrolledIntoView : undefined}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onTake(offer)}
              className={classes(
                'flex cursor-default items-baseline justify-between gap-4 rounded-md px-2.5 py-1.5 text-sm pointer-coarse:py-2.5',
                at === active ? 'bg-tint' : 'hover:bg-wash',
              )}
            >
              <span
                className={classes(
                  'line-clamp-2 min-w-0 break-words',
                  (offer.kind === 'field' || offer.kind === 'value') && 'font-mono',
                )}
              >
                {offer.text}
              </span>
              <span className="shrink-0 text-ink-faint text-xs tabular-nums">{about(offer)}</span>
            </div>
          ))}
        </div>
      )}
      {error === null ? null : (
        <p className="border-t px-3 py-2 text-ink-soft text-xs first:border-t-0">
          {words.failed(failureWords(error).title)}
        </p>
      )}
    </div>
  )
}

const scrolledIntoView = (option: HTMLElement | null) => option?.scrollIntoView({ block: 'nearest' })
