import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { say } from '#web/ui/toasts.ts'
import { listKeys, type ProviderKey, removeKey } from '../contract.ts'
import { AddProviderForm } from './AddProviderForm.tsx'
import { vaultWords } from './words.ts'

/** The providers the person has set up. */
export function ProvidersPanel({ mayWrite }: { readonly mayWrite: boolean }) {
  const words = useWords(vaultWords)
  const format = useFormat()
  const [isAdding, setIsAdding] = useState(false)
  const [leaving, setLeaving] = useState<ProviderKey | null>(null)
  const keys = useQuery({ queryKey: ['keys'], queryFn: ({ signal }) => call(listKeys, {}, { signal }) })
  return (
    <Section title={words.title} description={words.description}>
      {keys.isPending ? <Loading rows={2} /> : null}
      {keys.isError ? <ErrorState error={keys.error} onRetry={() => void keys.refetch()} small /> : null}
      {keys.data?.items.length === 0 ? <p className="text-ink-soft">{words.none}</p> : null}
      <ul className="divide-y border-y empty:hidden">
        {keys.data?.items.map((key) => (
          <li key={key.id} className="flex items-center gap-3 py-2">
            <div className="min-w-0 flex-1">
              <p className="font-medium">
                {key.label} <span className="font-normal text-ink-soft">{key.model}</span>
              </p>
              <p className="truncate text-ink-faint text-xs">
                {[
                  key.baseUrl,
                  key.keyEnding === null ? words.noKey : words.keyEnding(key.keyEnding),
                  words.added(format.date(key.createdAt)),
                ].join(' · ')}
              </p>
            </div>
            {mayWrite ? (
              <IconButton
                icon={<Trash2 aria-hidden />}
                label={`${words.remove}: ${key.label}`}
                onClick={() => setLeaving(key)}
              />
            ) : null}
          </li>
        ))}
      </ul>
      {mayWrite && !isAdding ? (
        <Button className="mt-4" onClick={() => setIsAdding(true)}>
          {words.add}
        </Button>
      ) : null}
      {isAdding ? <AddProviderForm onDone={() => setIsAdding(false)} /> : null}
      {leaving === null ? null : <RemoveDialog providerKey={leaving} onClose={() => setLeaving(null)} />}
    </Section>
  )
}

type RemoveProps = { readonly providerKey: ProviderKey; readonly onClose: () => void }

function RemoveDialog({ providerKey, onClose }: RemoveProps) {
  const words = useWords(vaultWords)
  const { close, cancel } = useWords(uiWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const removing = useMutation({
    mutationFn: () => call(removeKey, { params: { keyId: providerKey.id } }),
    onSuccess: () => say({ title: words.removed(providerKey.label) }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['keys'] })
      onClose()
    },
  })
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={words.removeTitle(providerKey.label)}
      closeLabel={close}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {cancel}
          </Button>
          <Button look="danger" busy={removing.isPending} onClick={() => removing.mutate()}>
            {words.remove}
          </Button>
        </>
      }
    >
      <p>{words.removeHelp}</p>
    </Dialog>
  )
}
