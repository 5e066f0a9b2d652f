import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { say } from '#web/ui/toasts.ts'
import {
  chooseMeaning,
  controlMeaning,
  type MeaningState,
  type MeaningWanted,
  removeMeaning,
} from '../contract.ts'
import { meaningQuery } from './meaning-query.ts'
import { SourceForm } from './SourceForm.tsx'
import { SourceState } from './SourceState.tsx'
import { meaningWords } from './words.ts'

/** The search by meaning of the libraries one owns: who makes vectors, of what, how far, at what cost; and off. */
export function MeaningPanel({ mayWrite }: { readonly mayWrite: boolean }) {
  const words = useWords(meaningWords)
  const meaning = useQuery(meaningQuery)
  return (
    <Section title={words.title} description={words.description}>
      {meaning.isPending ? <Loading rows={2} /> : null}
      {meaning.isError ? (
        <ErrorState error={meaning.error} onRetry={() => void meaning.refetch()} small />
      ) : null}
      {meaning.data === undefined ? null : <Body meaning={meaning.data} mayWrite={mayWrite} />}
    </Section>
  )
}

function Body({ meaning, mayWrite }: { readonly meaning: MeaningState; readonly mayWrite: boolean }) {
  const words = useWords(meaningWords)
  const client = useQueryClient()
  const [isOpen, setIsOpen] = useState(false)
  const choosing = useMutation({
    mutationFn: (wanted: MeaningWanted) => call(chooseMeaning, { body: wanted }),
    onSuccess: (chosen) => {
      client.setQueryData(meaningQuery.queryKey, chosen)
      setIsOpen(false)
      say({ title: words.chosen })
    },
  })
  const isOff = meaning.source === null
  const offered = meaning.offered.length > 0
  return (
    <div className="flex flex-col gap-3">
      {isOff ? (
        <p className="text-ink-soft">{offered ? words.off : words.noneOffered}</p>
      ) : (
        <SourceState meaning={meaning} />
      )}
      {mayWrite && !isOff && !isOpen ? (
        <Controls meaning={meaning} onChange={offered ? () => setIsOpen(true) : undefined} />
      ) : null}
      {mayWrite && offered && (isOff || isOpen) ? (
        <SourceForm
          state={meaning}
          busy={choosing.isPending}
          onSave={(wanted) => choosing.mutate(wanted)}
          onCancel={isOff ? undefined : () => setIsOpen(false)}
        />
      ) : null}
      {choosing.error === null ? null : <ErrorState error={choosing.error} small />}
    </div>
  )
}

type ControlsProps = { readonly meaning: MeaningState; readonly onChange: (() => void) | undefined }

function Controls({ meaning, onChange }: ControlsProps) {
  const words = useWords(meaningWords)
  const client = useQueryClient()
  const [isLeaving, setIsLeaving] = useState(false)
  const controlling = useMutation({
    mutationFn: (act: 'start' | 'stop' | 'rebuild') => call(controlMeaning, { body: { act } }),
    onSuccess: (changed, act) => {
      client.setQueryData(meaningQuery.queryKey, changed)
      say({ title: words.done[act] })
    },
  })
  const goesOn = meaning.state === 'building' || meaning.state === 'ready'
  const { isPending: busy } = controlling
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button busy={busy} onClick={() => controlling.mutate(goesOn ? 'stop' : 'start')}>
          {goesOn ? words.stop : words.start}
        </Button>
        <Button busy={busy} onClick={() => controlling.mutate('rebuild')}>
          {words.rebuild}
        </Button>
        {onChange === undefined ? null : <Button onClick={onChange}>{words.change}</Button>}
        <Button look="danger" onClick={() => setIsLeaving(true)}>
          {words.remove}
        </Button>
      </div>
      {controlling.error === null ? null : <ErrorState error={controlling.error} small />}
      {isLeaving ? (
        <ConfirmDialog
          title={words.removeTitle}
          confirm={words.removeConfirm}
          onConfirm={async () => {
            await call(removeMeaning, {})
            await client.invalidateQueries({ queryKey: meaningQuery.queryKey })
            say({ title: words.removed })
          }}
          onClose={() => setIsLeaving(false)}
        >
          {words.removeHelp}
        </ConfirmDialog>
      ) : null}
    </>
  )
}
