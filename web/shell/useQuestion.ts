import { useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { language as languageChoice } from '#web/lib/words/language.ts'
import { writeFilterLine } from '#web/pages/library/filter/filter-line.ts'
import { activeFilters, filterSearch, noFilter } from '#web/pages/library/filter/search-filter.ts'
import { useFilterNames } from '#web/pages/library/filter/useFilterNames.ts'

/** What the address of the library asks for, as a line of text. */
function useAskedLine() {
  const address = useSearch({ strict: false })
  const isLibrary = useLocation({ select: ({ pathname }) => pathname === '/' })
  const language = useStoredChoice(languageChoice)
  const said = isLibrary ? filterSearch.parse(address) : {}
  const { tags, anyTags, noTags, collection } = said
  const names = useFilterNames([tags, anyTags, noTags, collection].some((value) => value !== undefined))
  const isNarrowed = activeFilters(said) > 0 || collection !== undefined
  const { line, left } = writeFilterLine(said, names, language)
  return { line, left, words: said.q ?? '', isLibrary, isNarrowed }
}

/** The question as it is being written, and as it stands in the address of the library with all that narrows the list. */
export function useQuestion() {
  const navigate = useNavigate()
  const asked = useAskedLine()
  const [draft, setDraft] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const text = draft ?? asked.line
  const write = (next: string) => {
    clearTimeout(timer.current)
    timer.current = undefined
    setDraft(next)
  }
  const ask = (next: string, waitMs: number) => {
    write(next)
    timer.current = setTimeout(() => {
      timer.current = undefined
      const { isLibrary, isNarrowed, left } = asked
      const q = next.trim() === '' ? undefined : next
      // The line says all that narrows the list, so it takes the place of the filters it was written from.
      const narrowed = { ...noFilter, ...left, q, smart: undefined }
      void navigate({
        to: '/',
        // One step back leaves the search, not its last letter.
        replace: asked.line !== '',
        search: isLibrary ? (before) => ({ ...before, ...(isNarrowed ? narrowed : { q }) }) : { q },
      }).then(() => setDraft((now) => (now === next ? null : now)))
    }, waitMs)
  }
  return {
    text,
    /** Something stands in the address, to be taken out of it. */
    isAsked: asked.line !== '',
    /** Writes without asking. */
    write,
    /** Asks for the papers once nothing else was written for so long. */
    ask,
    /** Who goes on to something else is not called back to the list by a question asked late. */
    leave: (written: string) => {
      if (timer.current !== undefined) ask(written, 0)
      else setDraft((now) => (now?.trim() === asked.line ? null : now))
    },
    /** Where the words stand that are written over when one begins anew: what narrows the list by filters stays. */
    wordsFrom: () => {
      if (!asked.isNarrowed || draft !== null) return 0
      if (asked.words === '') {
        write(`${asked.line} `)
        return asked.line.length + 1
      }
      return asked.line.length - asked.words.length
    },
  }
}
