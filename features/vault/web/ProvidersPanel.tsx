import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { say } from '#web/ui/toasts.ts'
import { catalogue, listKeys, type ProviderKey, removeKey, removeSharedKey } from '../contract.ts'
import { AddProviderForm } from './AddProviderForm.tsx'
import { ChangeProviderDialog } from './ChangeProviderDialog.tsx'
import { vaultWords } from './words.ts'

type PanelProps = { readonly mayWrite: boolean; readonly mayShare: boolean }

/** The providers the person has set up, and those of the installation. */
export function ProvidersPanel({ mayWrite, mayShare }: PanelProps) {
  const words = useWords(vaultWords)
  const [isAdding, setIsAdding] = useState(false)
  const [leaving, setLeaving] = useState<ProviderKey | null>(null)
  const [changing, setChanging] = useState<ProviderKey | null>(null)
  const keys = useQuery({ queryKey: ['keys'], queryFn: ({ signal }) => call(listKeys, {}, { signal }) })
  return (
    <Section title={words.title} description={words.description}>
      {keys.isPending ? <Loading rows={2} /> : null}
      {keys.isError ? <ErrorState error={keys.error} onRetry={() => void keys.refetch()} small /> : null}
      {keys.data?.items.length === 0 ? <p className="text-ink-soft">{words.none}</p> : null}
      <ul className="divide-y border-y empty:hidden">
        {keys.data?.items.map((key) => (
          <li key={key.id} className="flex items-center gap-3 py-2">
            <KeyFacts
              providerKey={key}
              standIn={keys.data.items.find(({ id }) => id === key.standInId)?.label}
            />
            {(key.shared ? mayShare : mayWrite) ? (
              <IconButton
                icon={<Pencil aria-hidden />}
                label={words.changeTitle(key.label)}
                onClick={() => setChanging(key)}
              />
            ) : null}
            {(key.shared ? mayShare : mayWrite) ? (
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
      {isAdding ? <AddProviderForm mayShare={mayShare} onDone={() => setIsAdding(false)} /> : null}
      {leaving === null ? null : <RemoveDialog providerKey={leaving} onClose={() => setLeaving(null)} />}
      {changing === null ? null : (
        <ChangeProviderDialog
          providerKey={changing}
          keys={keys.data?.items ?? []}
          onClose={() => setChanging(null)}
        />
      )}
    </Section>
  )
}

type FactsProps = { readonly providerKey: ProviderKey; readonly standIn: string | undefined }

function KeyFacts({ providerKey: key, standIn }: FactsProps) {
  const words = useWords(vaultWords)
  const format = useFormat()
  const known = catalogue[key.provider]
  const facts = [
    key.baseUrl === known.baseUrl ? known.name : key.baseUrl,
    ...(key.keyEnding === '' ? [] : [key.keyEnding === null ? words.noKey : words.keyEnding(key.keyEnding)]),
    key.checkedAt === null ? words.unchecked : words.checked(format.date(key.checkedAt)),
    ...(standIn === undefined ? [] : [words.standsIn(standIn)]),
  ]
  return (
    <div className="min-w-0 flex-1">
      <p className="flex flex-wrap items-baseline gap-x-2 font-medium">
        {key.label} <span className="font-normal text-ink-soft">{key.model}</span>
        {key.shared ? <Badge>{words.forEverybody}</Badge> : null}
      </p>
      <p className="text-ink-faint text-xs wrap-break-word">{facts.join(' · ')}</p>
    </div>
  )
}

type RemoveProps = { readonly providerKey: ProviderKey; readonly onClose: () => void }

function RemoveDialog({ providerKey, onClose }: RemoveProps) {
  const words = useWords(vaultWords)
  const { close, cancel } = useWords(uiWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const removing = useMutation({
    mutationFn: () =>
      call(providerKey.shared ? removeSharedKey : removeKey, { params: { keyId: providerKey.id } }),
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
