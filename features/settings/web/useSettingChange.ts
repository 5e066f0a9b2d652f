import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { say } from '#web/ui/toasts.ts'
import { putSetting, resetSetting, type Setting } from '../contract.ts'
import { settingWords } from './words.ts'

/** Saves a setting, or has its default hold again; says so, and has what is shown asked for anew. */
export function useSettingChange({ name }: Setting) {
  const words = useWords(settingWords)
  const client = useQueryClient()
  const { label } = words.names[name]
  const onSettled = () =>
    client.invalidateQueries({
      predicate: ({ queryKey: [topic] }) => topic === 'settings' || topic === 'branding',
    })
  const save = useMutation({
    mutationFn: (value: string) => call(putSetting, { params: { name }, body: { value } }),
    onSuccess: () => say({ title: words.saved(label) }),
    onSettled,
  })
  const reset = useMutation({
    mutationFn: () => call(resetSetting, { params: { name } }),
    onSuccess: () => say({ title: words.wasReset(label) }),
    onSettled,
  })
  return { save, reset }
}
