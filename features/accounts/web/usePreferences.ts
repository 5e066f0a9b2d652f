import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { density } from '#web/lib/density.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { theme } from '#web/lib/theme.ts'
import { language } from '#web/lib/words/language.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { say } from '#web/ui/toasts.ts'
import { type Density, type Language, type Preferences, savePreferences, type Theme } from '../contract.ts'
import { meQuery, savingPreferences } from './me-query.ts'
import { browsersTimeZone } from './useOwnTimeZone.ts'

/** Language, theme, density and time zone: shown at once, then kept with the account so that they follow the person. */
export function usePreferences() {
  const client = useQueryClient()
  const failureWords = useFailureWords()
  const saving = useMutation({
    mutationKey: savingPreferences,
    mutationFn: (body: Partial<Preferences>) => call(savePreferences, { body }),
    onSuccess: (preferences) =>
      client.setQueryData(meQuery.queryKey, (me) => (me === undefined ? me : { ...me, preferences })),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
  })
  return {
    language: useStoredChoice(language),
    theme: useStoredChoice(theme),
    density: useStoredChoice(density),
    setLanguage: (chosen: Language) => {
      language.set(chosen)
      saving.mutate({ language: chosen })
    },
    setTheme: (chosen: Theme) => {
      theme.set(chosen)
      saving.mutate({ theme: chosen })
    },
    timeZone: useQuery(meQuery).data?.preferences.timeZone ?? browsersTimeZone(),
    setTimeZone: (timeZone: string) => saving.mutate({ timeZone }),
    setDensity: (chosen: Density) => {
      density.set(chosen)
      saving.mutate({ density: chosen })
    },
  }
}
