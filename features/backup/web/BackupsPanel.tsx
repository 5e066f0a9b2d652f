import { useQuery } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { StatusDot } from '#web/ui/StatusDot.tsx'
import { type BackupList, makeBackupNow } from '../contract.ts'
import { BackupRow } from './BackupRow.tsx'
import { FailedWork, WorkUnderWay } from './BackupWork.tsx'
import { backupsQuery, useBackupAct } from './backups-query.ts'
import { KeptDatabases } from './KeptDatabases.tsx'
import { SchedulePanel } from './SchedulePanel.tsx'
import { backupWords } from './words.ts'

/** What backups there are, how far they are proven, what is being done with them, and when they are made. */
export function BackupsPanel() {
  const words = useWords(backupWords)
  const backups = useQuery(backupsQuery)
  if (backups.isPending) return <Loading rows={6} />
  if (backups.error) return <ErrorState error={backups.error} onRetry={() => void backups.refetch()} />
  const { items, underWay, failed, schedule, kept } = backups.data
  return (
    <>
      <MakeSection list={backups.data} />
      <Section title={words.list}>
        {underWay.map((work) => (
          <WorkUnderWay key={work.jobId} work={work} />
        ))}
        {failed === null || underWay.length > 0 ? null : <FailedWork work={failed} />}
        {items.length === 0 ? <EmptyState title={words.none}>{words.noneHelp}</EmptyState> : null}
        <ul className="divide-y">
          {items.map((backup) => (
            <BackupRow key={backup.id} backup={backup} />
          ))}
        </ul>
      </Section>
      {kept.length > 0 ? <KeptDatabases kept={kept} /> : null}
      <SchedulePanel key={JSON.stringify(schedule)} schedule={schedule} />
    </>
  )
}

function MakeSection({
  list: { place, sealed, besideData, underWay, others },
}: {
  readonly list: BackupList
}) {
  const words = useWords(backupWords)
  const make = useBackupAct((kind: 'full' | 'incremental') =>
    call(makeBackupNow, { body: { kind, drill: true } }),
  )
  const isMaking = make.isPending || underWay.some(({ kind }) => kind === 'backup.make')
  return (
    <Section title={words.fresh} description={words.makeHelp}>
      <p className="flex flex-wrap items-center gap-2 break-all text-ink-soft">
        {words.place(place)}
        <Badge tone={sealed ? 'good' : 'plain'}>{sealed ? words.sealed : words.open}</Badge>
      </p>
      {others.map((other) => (
        <p key={other.place} className="mt-1 break-all text-ink-soft">
          {words.alsoTo(other.place)}{' '}
          {other.count === null ? (
            <StatusDot status="bad" label={words.away} />
          ) : (
            <span className="text-ink-faint">{words.copies(other.count)}</span>
          )}
        </p>
      ))}
      {besideData ? <p className="mt-1 text-care text-xs">{words.besideData}</p> : null}
      <div className="mt-3 flex flex-wrap gap-2">
        <Button look="primary" busy={isMaking} onClick={() => make.mutate('incremental')}>
          {words.make}
        </Button>
        <Button busy={isMaking} title={words.makeFullHelp} onClick={() => make.mutate('full')}>
          {words.makeFull}
        </Button>
      </div>
    </Section>
  )
}
