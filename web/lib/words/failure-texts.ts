import { use, useSyncExternalStore } from 'react'
import type { failureWordsEn } from './failure-words.en.ts'
import { type Language, language } from './language.ts'

type FailureTexts = typeof failureWordsEn

// The longest texts of all, and nobody reads them in two languages: each is fetched when it is first wanted.
const fetchIn: Readonly<Record<Language, () => Promise<FailureTexts>>> = {
  en: async () => (await import('./failure-words.en.ts')).failureWordsEn,
  ko: async () => (await import('./failure-words.ko.ts')).failureWordsKo,
}

const listeners = new Set<() => void>()
let shown: FailureTexts | undefined
let first: Promise<FailureTexts> | undefined

/** Fetches the texts in the language of the screen; those before stand until the new ones came. */
async function followLanguage(): Promise<FailureTexts> {
  const wanted = language.get()
  const texts = await fetchIn[wanted]()
  if (language.get() === wanted) shown = texts
  for (const listener of listeners) listener()
  return texts
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Begins to fetch the texts, so that they are there before anything is refused. */
export function fetchFailureTexts(): Promise<FailureTexts> {
  if (first === undefined) {
    first = followLanguage()
    language.subscribe(() => void followLanguage())
  }
  return first
}

/** What is said of refusals, in the language of the screen; waits (Suspense) for the first ones. */
export function useFailureTexts(): FailureTexts {
  const texts = useSyncExternalStore(subscribe, () => shown)
  return texts ?? use(fetchFailureTexts())
}
