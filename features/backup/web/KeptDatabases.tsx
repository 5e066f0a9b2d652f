import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { Section } from '#web/ui/Section.tsx'
import { type BackupList, dropKept } from '../contract.ts'
import type { Refusing } from './refusing.ts'
import { backupWords } from './words.ts'

type Kept = BackupList['kept'][number]

/** What was served before a restore, until somebody lets it go. */
export function KeptDatabases({
  kept,
  refusal,
}: {
  readonly kept: readonly Kept[]
  readonly refusal: Refusing
}) {
  const words = useWords(backupWords)
  const format = useFormat()
  const [going, setGoing] = useState<Kept | undefined>(undefined)
  return (
    <Section title={words.kept} description={words.keptHelp}>
      <ul className="divide-y">
        {kept.map((each) => (
          <li key={each.database} className="flex items-center gap-3 py-2">
            <div className="min-w-0 flex-1">
              <p>{words.keptUntil(format.dateTime(each.at))}</p>
              <p className="break-all text-ink-faint text-xs">
                {each.database} · {format.sizeBytes(each.sizeBytes)}
              </p>
            </div>
            <Button onClick={() => setGoing(each)}>{words.drop}</Button>
          </li>
        ))}
      </ul>
      {going === undefined ? null : (
        <DropDialog database={going.database} refusal={refusal} onClose={() => setGoing(undefined)} />
      )}
    </Section>
  )
}

type DropProps = { readonly database: string; readonly refusal: Refusing; readonly onClose: () => void }

function DropDialog({ database, refusal, onClose }: DropProps) {
  const words = useWords(backupWords)
  const client = useQueryClient()
  const dropping = useMutation({
    mutationFn: () => call(dropKept, { params: { database } }),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ['jobs', 'backups'] }),
  })
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={words.dropTitle}
      description={database}
      closeLabel={words.close}
      isQuestion
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button look="danger" busy={dropping.isPending} onClick={() => dropping.mutate()}>
            {words.dropNow}
          </Button>
        </>
      }
    >
      <p className="text-ink-soft">{words.dropHelp}</p>
      {dropping.error === null ? null : (
        <div className="mt-3">{refusal(dropping.error, () => dropping.mutate())}</div>
      )}
    </Dialog>
  )
}
