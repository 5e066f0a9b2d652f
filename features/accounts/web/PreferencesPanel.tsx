import { letterShortcuts } from '#web/lib/actions.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Checkbox } from '#web/ui/Checkbox.tsx'
import { Section } from '#web/ui/Section.tsx'
import { Select } from '#web/ui/Select.tsx'
import { density, language, theme } from '../contract.ts'
import { usePreferences } from './usePreferences.ts'
import { accountWords } from './words.ts'

/** All that the browser knows, with one it does not know if that is the one that was chosen. */
const timeZones = (chosen: string) => [...new Set([...Intl.supportedValuesOf('timeZone'), chosen])]

/** Language, theme, density, time zone and shortcuts. */
export function PreferencesPanel() {
  const words = useWords(accountWords)
  const preferences = usePreferences()
  const letters = useStoredChoice(letterShortcuts)
  return (
    <Section title={words.appearance}>
      <div className="flex flex-wrap gap-4">
        <Select
          label={words.language}
          className="w-44"
          options={language.options.map((value) => ({ value, label: words.languageNames[value] }))}
          value={preferences.language}
          onValue={preferences.setLanguage}
        />
        <Select
          label={words.theme}
          className="w-44"
          options={theme.options.map((value) => ({ value, label: words.themeNames[value] }))}
          value={preferences.theme}
          onValue={preferences.setTheme}
        />
        <Select
          label={words.density}
          className="w-44"
          options={density.options.map((value) => ({ value, label: words.densityNames[value] }))}
          value={preferences.density}
          onValue={preferences.setDensity}
        />
        <Select
          label={words.timeZone}
          className="w-60"
          options={timeZones(preferences.timeZone).map((value) => ({
            value,
            label: value.replaceAll('_', ' '),
          }))}
          value={preferences.timeZone}
          onValue={preferences.setTimeZone}
        />
      </div>
      <Checkbox
        className="mt-4"
        label={words.letterShortcuts}
        hint={words.letterShortcutsHint}
        checked={letters === 'on'}
        onChecked={(checked) => letterShortcuts.set(checked ? 'on' : 'off')}
      />
    </Section>
  )
}
