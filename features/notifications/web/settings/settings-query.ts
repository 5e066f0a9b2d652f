import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { say } from '#web/ui/toasts.ts'
import { getSettings, saveSettings } from '../../contract.ts'

export const settingsQuery = queryOptions({
  queryKey: ['notification-settings'],
  queryFn: ({ signal }) => call(getSettings, {}, { signal }),
})

/** Keeps a change at once, and says when that failed. */
export function useSaveSettings() {
  const client = useQueryClient()
  const failureWords = useFailureWords()
  return useMutation({
    mutationFn: (body: z.input<typeof saveSettings.body>) => call(saveSettings, { body }),
    onSuccess: (settings) => client.setQueryData(settingsQuery.queryKey, settings),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
  })
}
