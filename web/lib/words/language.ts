import { storedChoice } from '../stored-choice.ts'

export const languages = ['en', 'ko'] as const
export type Language = (typeof languages)[number]

/** The language of the screen. `index.html` reads the same key before the first paint. */
export const language = storedChoice<Language>({
  key: 'seogo.language',
  allowed: languages,
  whenUnset: languageOfBrowser,
  onChange: (chosen) => {
    if (typeof document !== 'undefined') document.documentElement.lang = chosen
  },
})

function languageOfBrowser(): Language {
  const wanted = typeof navigator === 'undefined' ? [] : navigator.languages
  const first = wanted.find((tag) => languages.some((known) => tag.startsWith(known)))
  return first?.startsWith('ko') ? 'ko' : 'en'
}
