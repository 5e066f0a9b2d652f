import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useActions } from '#web/lib/actions.ts'
import { useSettled } from '#web/lib/useSettled.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Kbd } from '#web/ui/Kbd.tsx'
import { shellWords } from '../../shell/words.ts'
import { FoundList } from './FoundList.tsx'
import { findQuery } from './home-query.ts'
import { adminWords } from './words.ts'

// As long as the search of the library waits for the next letter.
const pauseMs = 180

/** One box for people, jobs, papers and events. Arrows go from the box to what was found and back; Escape empties it. */
export function FindBox() {
  const words = useWords(adminWords)
  const { groups } = useWords(shellWords)
  const [text, setText] = useState('')
  const asked = useSettled(text.trim(), pauseMs)
  const found = useQuery(findQuery(asked))
  const box = useRef<HTMLDivElement>(null)
  const input = useRef<HTMLInputElement>(null)
  useActions([
    { id: 'find', title: words.find, group: groups.go, keys: 'f', run: () => input.current?.focus() },
  ])
  const isAsked = text.trim().length >= 2 && asked.length >= 2
  const count = found.data && isAsked ? Object.values(found.data).flat().length : undefined
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      setText('')
      input.current?.focus()
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      moveFocus(box.current, event.key === 'ArrowDown' ? 1 : -1)
    }
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows go between the field and the links in it
    <div ref={box} onKeyDown={onKeyDown}>
      <search className="relative block max-w-read">
        <Search
          className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-ink-faint pointer-coarse:top-3"
          aria-hidden
        />
        <input
          ref={input}
          type="search"
          aria-label={words.find}
          aria-describedby="find-keys"
          autoComplete="off"
          spellCheck={false}
          placeholder={words.findHint}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="h-9 w-full rounded-md border border-edge bg-sheet pr-9 pl-8.5 text-base text-ellipsis focus:border-accent focus:outline-1 focus:outline-accent pointer-coarse:h-10 pointer-coarse:text-[1rem] [&::-webkit-search-cancel-button]:hidden"
        />
        <span className="absolute top-2 right-2 pointer-coarse:hidden">
          {text === '' ? <Kbd keys="f" /> : null}
        </span>
        <span id="find-keys" className="sr-only">
          {words.findKeys}
        </span>
        <span role="status" className="sr-only">
          {count === undefined ? '' : words.foundCount(count)}
        </span>
      </search>
      {isAsked && found.isError ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} small />
      ) : null}
      {isAsked && found.data ? <FoundList asked={asked} found={found.data} /> : null}
    </div>
  )
}

/** The field first, then what was found, in the order of the page. */
function moveFocus(box: HTMLElement | null, step: 1 | -1) {
  const places = [...(box?.querySelectorAll<HTMLElement>('input, a') ?? [])]
  const active = document.activeElement
  const at = active instanceof HTMLElement ? places.indexOf(active) : -1
  places[Math.min(places.length - 1, Math.max(0, at + step))]?.focus()
}
