import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { say } from '#web/ui/toasts.ts'
import { type AutomaticWanted, changeAutomatic, getAutomatic } from '../../contract.ts'
import { AutomaticForm } from './AutomaticForm.tsx'
import { analysisSettingsWords } from './words.ts'

const queryKey = ['analyses', 'automatic']

/** Whether papers the person adds are analysed by themselves, by whom, and how many in a day. */
export function AutomaticPanel({ mayAsk }: { readonly mayAsk: boolean }) {
  const words = useWords(analysisSettingsWords)
  const client = useQueryClient()
  const setting = useQuery({ queryKey, queryFn: ({ signal }) => call(getAutomatic, {}, { signal }) })
  const changing = useMutation({
    mutationFn: (wanted: AutomaticWanted) => call(changeAutomatic, { body: wanted }),
    onSuccess: (changed) => {
      client.setQueryData(queryKey, changed)
      say({ title: changed.enabled ? words.automaticOn : words.automaticOff })
    },
  })
  return (
    <Section title={words.automatic} description={words.automaticDescription}>
      {setting.isPending ? <Loading rows={2} /> : null}
      {setting.isError ? (
        <ErrorState error={setting.error} onRetry={() => void setting.refetch()} small />
      ) : null}
      {setting.data === undefined ? null : (
        <AutomaticForm
          key={JSON.stringify(setting.data)}
          setting={setting.data}
          mayAsk={mayAsk}
          busy={changing.isPending}
          onSave={(wanted) => changing.mutate(wanted)}
        />
      )}
      {changing.error === null ? null : <ErrorState error={changing.error} small />}
    </Section>
  )
}
