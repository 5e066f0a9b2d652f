import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { theme } from '#web/lib/theme.ts'
import { language, languages } from '#web/lib/words/language.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Select } from '#web/ui/Select.tsx'
import { shellWords } from './words.ts'

const themes = ['system', 'light', 'dark'] as const

/** Language and theme for somebody who is not signed in: kept by this browser only. */
export function LooseChoices() {
  const words = useWords(shellWords)
  return (
    <>
      <Select
        label={words.language}
        labelHidden
        look="quiet"
        options={languages.map((value) => ({ value, label: words.languageNames[value] }))}
        value={useStoredChoice(language)}
        onValue={language.set}
      />
      <Select
        label={words.theme}
        labelHidden
        look="quiet"
        options={themes.map((value) => ({ value, label: words.themeNames[value] }))}
        value={useStoredChoice(theme)}
        onValue={theme.set}
      />
    </>
  )
}
