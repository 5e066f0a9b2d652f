import { MoreHorizontal, Pin } from 'lucide-react'
import { useState } from 'react'
import { isProblemCode } from '#contract/problems.ts'
import { ApiProblem } from '#web/lib/api-problem.ts'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Menu } from '#web/ui/Menu.tsx'
import { type Status, StatusDot } from '#web/ui/StatusDot.tsx'
import { type BackupSet, drillBackup, pinBackup, removeBackup, verifyBackup } from '../contract.ts'
import { useBackupAct } from './backups-query.ts'
import { RestoreDialog } from './RestoreDialog.tsx'
import { backupWords } from './words.ts'

type State = keyof (typeof backupWords)['en']['states']

function stateOf({ facts, damages, faults, provenAt, verifiedAt }: BackupSet): State {
  if (facts === null) return 'unreadable'
  if (damages.length > 0) return 'damaged'
  if (faults.length > 0) return 'otherwise'
  if (provenAt !== null) return 'proven'
  return verifiedAt === null ? 'made' : 'verified'
}

const dots: Readonly<Record<State, Status>> = {
  proven: 'good',
  verified: 'waiting',
  made: 'waiting',
  damaged: 'bad',
  otherwise: 'bad',
  unreadable: 'bad',
}

/** One backup: what it holds, how far it is proven, and what can be done with it. */
export function BackupRow({ backup }: { readonly backup: BackupSet }) {
  const words = useWords(backupWords)
  const format = useFormat()
  const nowMs = useNow()
  const { facts } = backup
  const state = stateOf(backup)
  const at = backup.provenAt ?? backup.verifiedAt
  const when = facts === null ? backup.id : format.dateTime(facts.takenAt)
  return (
    <li className="flex items-start gap-3 py-3">
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="font-medium">{when}</span>
          <StatusDot status={dots[state]} label={words.states[state]} />
          {backup.pinned ? (
            <Badge>
              <Pin className="size-3" aria-hidden />
              {words.pinned}
            </Badge>
          ) : null}
        </p>
        {facts === null ? null : (
          <p className="text-ink-faint text-xs">
            {[
              words.facts(
                format.number(facts.rows),
                format.number(facts.files),
                format.sizeBytes(facts.storedBytes),
              ),
              facts.kind === 'full' ? words.kinds.full : words.written(format.sizeBytes(facts.writtenBytes)),
              words.took(format.durationMs(facts.tookMs)),
              ...(at === null
                ? []
                : [
                    backup.provenAt === null
                      ? words.verifiedAt(format.relative(at, nowMs))
                      : words.provenAt(format.relative(at, nowMs)),
                  ]),
            ].join(' · ')}
          </p>
        )}
        <Faults backup={backup} />
      </div>
      <Actions backup={backup} when={when} />
    </li>
  )
}

const shownAtMost = 5

function Faults({ backup: { facts, problem, damages, faults } }: { readonly backup: BackupSet }) {
  const words = useWords(backupWords)
  const failureWords = useFailureWords()
  const format = useFormat()
  const lines = [
    ...(problem !== null && isProblemCode(problem) ? [failureWords(new ApiProblem(problem)).title] : []),
    ...(damages.length > 0 ? [words.damages(damages.length, format.number(damages.length))] : []),
    ...damages
      .slice(0, shownAtMost)
      .map(({ where, why }) =>
        words.damage(where, words.damageReasons[why as keyof typeof words.damageReasons] ?? why),
      ),
    ...faults.slice(0, shownAtMost),
  ]
  const missing = facts?.missingFiles ?? 0
  return (
    <>
      {lines.map((line) => (
        <p key={line} className="break-words text-bad text-xs">
          {line}
        </p>
      ))}
      {missing > 0 ? (
        <p className="text-care text-xs">{words.missingFiles(missing, format.number(missing))}</p>
      ) : null}
    </>
  )
}

function Actions({ backup, when }: { readonly backup: BackupSet; readonly when: string }) {
  const words = useWords(backupWords)
  const [asks, setAsks] = useState<'restore' | 'remove' | undefined>(undefined)
  const params = { backupId: backup.id }
  const verify = useBackupAct(() => call(verifyBackup, { params }))
  const drill = useBackupAct(() => call(drillBackup, { params }))
  const remove = useBackupAct(() => call(removeBackup, { params }))
  const pin = useBackupAct(
    (pinned: boolean) => call(pinBackup, { params, body: { pinned } }),
    (pinned) => (pinned ? words.pinnedSaid : words.unpinnedSaid),
  )
  const isUnreadable = backup.facts === null
  return (
    <>
      <Menu
        trigger={<IconButton label={words.actions(when)} icon={<MoreHorizontal aria-hidden />} />}
        entries={[
          { label: words.verify, disabled: isUnreadable, onPick: () => verify.mutate(undefined) },
          { label: words.drill, disabled: isUnreadable, onPick: () => drill.mutate(undefined) },
          { label: words.restore, disabled: isUnreadable, onPick: () => setAsks('restore') },
          {
            label: backup.pinned ? words.unpin : words.pin,
            disabled: isUnreadable,
            onPick: () => pin.mutate(!backup.pinned),
          },
          {
            label: words.remove,
            danger: true,
            disabled: backup.pinned,
            onPick: () => setAsks('remove'),
          },
        ]}
      />
      {asks === 'restore' ? (
        <RestoreDialog backupId={backup.id} when={when} onClose={() => setAsks(undefined)} />
      ) : null}
      {asks === 'remove' ? (
        <ConfirmDialog
          title={words.removeTitle}
          about={when}
          confirm={words.remove.replace(/ ?…$/, '')}
          onConfirm={() => remove.mutateAsync(undefined)}
          onClose={() => setAsks(undefined)}
        >
          <p className="text-ink-soft">{words.removeHelp}</p>
        </ConfirmDialog>
      ) : null}
    </>
  )
}
