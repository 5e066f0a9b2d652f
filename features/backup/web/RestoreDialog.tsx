import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { CopyField } from '#web/ui/CopyField.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { say } from '#web/ui/toasts.ts'
import { type BackupComparison, compareBackup, restoreBackup } from '../contract.ts'
import { backupsQuery } from './backups-query.ts'
import { backupWords } from './words.ts'

type Props = {
  readonly backupId: string
  readonly when: string
  readonly onClose: () => void
}

/** What going back to a backup changes, and the question whether it is meant. */
export function RestoreDialog({ backupId, when, onClose }: Props) {
  const words = useWords(backupWords)
  const client = useQueryClient()
  const [typed, setTyped] = useState('')
  const restoring = useMutation({
    mutationFn: () => call(restoreBackup, { params: { backupId }, body: { confirmation: typed } }),
    onSuccess: () => {
      say({ title: words.restoreBegun, help: words.restoreBegunHelp })
      onClose()
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['jobs'] }),
  })
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={words.restoreTitle(when)}
      description={words.restoreHelp}
      closeLabel={words.close}
      wide
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button
            look="danger"
            type="submit"
            form="restore-backup"
            busy={restoring.isPending}
            disabled={typed.trim() !== backupId}
          >
            {words.restoreNow}
          </Button>
        </>
      }
    >
      <Comparison backupId={backupId} />
      <ul className="mt-3 list-disc space-y-1 pl-5 text-ink-soft">
        {words.restoreSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
      <form
        id="restore-backup"
        className="mt-4"
        onSubmit={(event) => {
          event.preventDefault()
          restoring.mutate()
        }}
      >
        <TextField
          label={words.typeName(backupId)}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onValue={setTyped}
        />
      </form>
      {restoring.error === null ? null : <ErrorState error={restoring.error} small />}
      <OnTheCommandLine backupId={backupId} />
    </Dialog>
  )
}

/** How many there are now of what, and how many there were then. */
function Comparison({ backupId }: { readonly backupId: string }) {
  const comparing = useQuery({
    queryKey: ['jobs', 'backups', backupId],
    queryFn: ({ signal }) => call(compareBackup, { params: { backupId } }, { signal }),
  })
  if (comparing.isPending) return <Loading rows={4} />
  if (comparing.error) return <ErrorState error={comparing.error} small />
  return <Counts {...comparing.data} />
}

function Counts({ counts, migrations, sameSecret }: BackupComparison) {
  const words = useWords(backupWords)
  const format = useFormat()
  return (
    <>
      <table className="w-full text-sm">
        <thead>
          <tr className="border-b text-ink-faint text-xs">
            <th className="py-1 text-left font-normal">{words.counted}</th>
            <th className="py-1 text-right font-normal">{words.now}</th>
            <th className="py-1 text-right font-normal">{words.after}</th>
          </tr>
        </thead>
        <tbody>
          {counts.map(({ what, now, after }) => (
            <tr key={what} className="border-b last:border-b-0">
              <th scope="row" className="py-1 text-left font-normal">
                {words.things[what]}
              </th>
              <td className="py-1 text-right tabular-nums">{format.number(now)}</td>
              <td className={`py-1 text-right tabular-nums ${now === after ? '' : 'font-medium'}`}>
                {format.number(after)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {migrations > 0 ? <p className="mt-2 text-ink-soft text-xs">{words.migrations(migrations)}</p> : null}
      {sameSecret ? null : <p className="mt-2 text-care text-xs">{words.otherSecret}</p>}
    </>
  )
}

function OnTheCommandLine({ backupId }: { readonly backupId: string }) {
  const words = useWords(backupWords)
  const backups = useQuery(backupsQuery)
  return (
    <details className="mt-4">
      <summary className="cursor-pointer text-ink-soft text-xs">{words.onTheCommandLine}</summary>
      <div className="mt-2">
        <CopyField
          label={words.restoreCommand}
          value={`npm run seogo -- restore '${backups.data?.place ?? ''}' --set ${backupId}`}
          copyLabel={words.copy}
          copiedLabel={words.copied}
        />
      </div>
    </details>
  )
}
