import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx'
import { Section } from '#web/ui/Section.tsx'
import { type BackupList, dropKept } from '../contract.ts'
import { backupWords } from './words.ts'

type Kept = BackupList['kept'][number]

/** What was served before a restore, until somebody lets it go. */
export function KeptDatabases({ kept }: { readonly kept: readonly Kept[] }) {
  const words = useWords(backupWords)
  const format = useFormat()
  const client = useQueryClient()
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
        <ConfirmDialog
          title={words.dropTitle}
          about={going.database}
          confirm={words.dropNow}
          onConfirm={async () => {
            await call(dropKept, { params: { database: going.database } })
            await client.invalidateQueries({ queryKey: ['jobs', 'backups'] })
          }}
          onClose={() => setGoing(undefined)}
        >
          <p className="text-ink-soft">{words.dropHelp}</p>
        </ConfirmDialog>
      )}
    </Section>
  )
}
