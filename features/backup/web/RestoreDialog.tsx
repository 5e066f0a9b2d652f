import { useQuery } from '@tanstack/react-query'
import { useWords } from '#web/lib/words/useWords.ts'
import { CopyField } from '#web/ui/CopyField.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { backupsQuery } from './backups-query.ts'
import { backupWords } from './words.ts'

type Props = { readonly backupId: string; readonly when: string; readonly onClose: () => void }

/** How to go back to a backup, and what that changes. */
export function RestoreDialog({ backupId, when, onClose }: Props) {
  const words = useWords(backupWords)
  const backups = useQuery(backupsQuery)
  const place = backups.data?.place ?? ''
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={words.restoreTitle(when)}
      description={words.restoreHelp}
      closeLabel={words.close}
      wide
    >
      <CopyField
        label={words.restoreCommand}
        value={`npm run seogo -- restore '${place}' --set ${backupId}`}
        copyLabel={words.copy}
        copiedLabel={words.copied}
      />
      <ul className="mt-4 list-disc space-y-1 pl-5 text-ink-soft">
        {words.restoreSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
    </Dialog>
  )
}
