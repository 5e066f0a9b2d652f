import { useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'

/** The question as it is being written, and as it stands in the address of the library. */
export function useQuestion() {
  const navigate = useNavigate()
  const asked = useSearch({ strict: false, select: (search) => search.q }) ?? ''
  const isLibrary = useLocation({ select: ({ pathname }) => pathname === '/' })
  const [draft, setDraft] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const write = (text: string) => {
    clearTimeout(timer.current)
    timer.current = undefined
    setDraft(text)
  }
  const ask = (text: string, waitMs: number) => {
    write(text)
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
  return {
    text: draft ?? asked,
    /** Something stands in the address, to be taken out of it. */
    isAsked: asked !== '',
    /** Writes without asking. */
    write,
    /** Asks for the papers once nothing else was written for so long. */
    ask,
    /** Who goes on to something else is not called back to the list by a question asked late. */
    askWhatWaits: (text: string) => {
      if (timer.current !== undefined) ask(text, 0)
    },
  }
}
