import { useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { Search, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { useActions } from '#web/lib/actions.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Kbd } from '#web/ui/Kbd.tsx'
import { shellWords } from './words.ts'

// Long enough for a word, short enough to feel at once; every pause is one question to the server.
const pauseMs = 180

/** The search of the library. What is written stands in the address, so that it can be linked and gone back from. */
export function SearchBox() {
  const words = useWords(shellWords)
  const navigate = useNavigate()
  const asked = useSearch({ strict: false, select: (search) => search.q }) ?? ''
  const isLibrary = useLocation({ select: ({ pathname }) => pathname === '/' })
  const [draft, setDraft] = useState<string | null>(null)
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useActions([
    {
      id: 'search',
      title: words.search,
      group: words.groups.go,
      keys: '/',
      run: () => {
        input.current?.focus()
        input.current?.select()
      },
    },
  ])
  const ask = (text: string, waitMs: number) => {
    setDraft(text)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      timer.current = undefined
      const q = text.trim() === '' ? undefined : text
      void navigate({
        to: '/',
        // One step back leaves the search, not its last letter.
        replace: asked !== '',
        search: isLibrary ? (before) => ({ ...before, q }) : { q },
      }).then(() => setDraft((now) => (now === text ? null : now)))
    }, waitMs)
  }
  return (
    <search className="relative min-w-0 flex-1 md:max-w-lg">
      <Search
        className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-faint pointer-coarse:top-3"
        aria-hidden
      />
      <input
        ref={input}
        type="search"
        aria-label={words.search}
        placeholder={words.searchHint}
        value={draft ?? asked}
        onChange={(event) => ask(event.target.value, pauseMs)}
        // Who goes on to something else is not called back to the list by a question asked late.
        onBlur={(event) => timer.current !== undefined && ask(event.currentTarget.value, 0)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) ask(event.currentTarget.value, 0)
          if (event.key !== 'Escape') return
          // A browser would also empty the field, and with it the list one wants to go on with.
          event.preventDefault()
          input.current?.blur()
        }}
        className="h-8 w-full rounded-md border border-transparent bg-wash pr-9 pl-8.5 text-sm text-ellipsis hover:border-hairline focus:border-accent focus:bg-sheet focus:outline-1 focus:outline-accent pointer-coarse:h-10 pointer-coarse:text-[1rem] [&::-webkit-search-cancel-button]:hidden"
      />
      <span className="absolute top-1.5 right-2 flex pointer-coarse:top-2.5">
        {(draft ?? asked) === '' ? (
          <span className="pointer-coarse:hidden">
            <Kbd keys="/" />
          </span>
        ) : (
          <button
            type="button"
            aria-label={words.clearSearch}
            // Before the field loses the focus, so that one press is enough.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => ask('', 0)}
            className="-my-0.5 flex size-6 items-center justify-center rounded-sm text-ink-faint hover:bg-sheet hover:text-ink"
          >
            <X className="size-3.5" aria-hidden />
          </button>
        )}
      </span>
    </search>
  )
}
