import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { density } from '#web/lib/density.ts'
import { theme } from '#web/lib/theme.ts'
import { language } from '#web/lib/words/language.ts'
import { getMe, type Me } from '../contract.ts'

/** Names the mutations that save a preference. */
export const savingPreferences = ['account', 'preferences']

/** Who is signed in. Their language and theme follow them to this browser. */
export const meQuery = queryOptions({
  queryKey: ['account'],
  queryFn: async ({ signal, client }) => {
    const asked = Date.now()
    const me = await call(getMe, {}, { signal })
    if (!hasChosenSince(client, asked)) wearPreferences(me)
    return me
  },
  staleTime: 60_000,
  retry: false,
})

/** Whether what was read then may be older than a choice made here; the saving of that one ends with what is kept. */
function hasChosenSince(client: QueryClient, asked: number): boolean {
  const saves = client.getMutationCache().findAll({ mutationKey: savingPreferences })
  return saves.some(({ state }) => state.status === 'pending' || state.submittedAt >= asked)
}

/** Shows the application as the person last chose it, on whatever machine that was. */
export function wearPreferences({ preferences }: Me): void {
  if (preferences.language !== null && preferences.language !== language.get()) {
    language.set(preferences.language)
  }
  if (preferences.theme !== theme.get()) theme.set(preferences.theme)
  if (preferences.density !== density.get()) density.set(preferences.density)
}
