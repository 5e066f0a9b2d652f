import { useStoredChoice } from '../stored-choice.ts'
import { type Language, language } from './language.ts'

/** The words of one feature in every language. English is the source; the other files `satisfies` its type. */
export type InEveryLanguage<Words> = Readonly<Record<Language, Words>>

/** The words in the language of the screen; renders again when the language changes. */
export function useWords<Words>(texts: InEveryLanguage<Words>): Words {
  return texts[useStoredChoice(language)]
}
