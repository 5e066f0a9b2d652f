import { Search, X } from 'lucide-react'
import { SuggestionList } from '#features/search/web/suggest/SuggestionList.tsx'
import { searchWords } from '#features/search/web/words.ts'
import { useActions } from '#web/lib/actions.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Kbd } from '#web/ui/Kbd.tsx'
import { useSearchCombobox } from './useSearchCombobox.ts'
import { shellWords } from './words.ts'

/** The search of the library. What is written stands in the address, so that it can be linked and gone back from. */
export function SearchBox() {
  const words = useWords(shellWords)
  const { suggest } = useWords(searchWords)
  const format = useFormat()
  const box = useSearchCombobox()
  const { input, listId, text, offers, active, isOpen, isExpanded, error } = box
  useActions([
    {
      id: 'search',
      title: words.search,
      group: words.groups.go,
      keys: '/',
      run: box.begin,
    },
  ])
  return (
    <search className="relative min-w-0 flex-1 md:max-w-lg">
      <Search
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-faint pointer-coarse:top-3"
        aria-hidden
      />
      <input
        ref={input}
        type="search"
        role="combobox"
        aria-label={words.search}
        aria-autocomplete="list"
        aria-expanded={isExpanded}
        aria-controls={isExpanded ? listId : undefined}
        aria-activedescendant={isExpanded && active !== undefined ? `${listId}-${active}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={words.searchHint}
        value={text}
        onChange={(event) => box.onChange(event.target)}
        onSelect={(event) => box.setCaret(event.currentTarget.selectionStart ?? 0)}
        onBlur={(event) => box.onBlur(event.currentTarget.value)}
        onKeyDown={box.onKeyDown}
        className="h-8 w-full rounded-md border border-transparent bg-wash pr-9 pl-8.5 text-sm text-ellipsis hover:border-hairline focus:border-accent focus:bg-sheet focus:outline-1 focus:outline-accent pointer-coarse:h-10 pointer-coarse:text-[1rem] [&::-webkit-search-cancel-button]:hidden"
      />
      <span className="absolute top-1.5 right-2 flex pointer-coarse:top-2.5">
        {text === '' ? (
          <span className="pointer-coarse:hidden">
            <Kbd keys="/" />
          </span>
        ) : (
          <button
            type="button"
            aria-label={words.clearSearch}
            // Before the field loses the focus, so that one press is enough.
            onPointerDown={(event) => event.preventDefault()}
            onClick={box.clear}
            className="-my-0.5 flex size-6 items-center justify-center rounded-sm text-ink-faint hover:bg-sheet hover:text-ink"
          >
            <X className="size-3.5" aria-hidden />
          </button>
        )}
      </span>
      <span role="status" className="sr-only">
        {isOpen && box.isSettled && text.trim() !== ''
          ? suggest.count(offers.length, format.number(offers.length))
          : ''}
      </span>
      {isOpen && (offers.length > 0 || error !== null) ? (
        <SuggestionList listId={listId} offers={offers} active={active} error={error} onTake={box.take} />
      ) : null}
    </search>
  )
}
