import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Checkbox } from '#web/ui/Checkbox.tsx'
import { Section } from '#web/ui/Section.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { type BackupList, saveBackupSchedule } from '../contract.ts'
import { useBackupAct } from './backups-query.ts'
import { backupWords } from './words.ts'

const counts = ['keepLast', 'keepDaily', 'keepWeekly', 'keepMonthly'] as const
const isCount = (text: string, least: number) =>
  /^\d{1,4}$/.test(text) && Number(text) >= least && Number(text) <= 1_000

/** When backups are made by themselves, and which of them stay. */
export function SchedulePanel({ schedule }: { readonly schedule: BackupList['schedule'] }) {
  const words = useWords(backupWords)
  const format = useFormat()
  const nowMs = useNow()
  const [enabled, setEnabled] = useState(schedule.enabled)
  const [drill, setDrill] = useState(schedule.drill)
  const [cron, setCron] = useState(schedule.cron)
  const [keep, setKeep] = useState(() =>
    Object.fromEntries(counts.map((name) => [name, String(schedule[name])])),
  )
  // The hours are those of whoever decides on them.
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const textOf = (name: (typeof counts)[number]) => keep[name] ?? ''
  const isRight = counts.every((name) => isCount(textOf(name), name === 'keepLast' ? 1 : 0))
  const numberOf = (name: (typeof counts)[number]) => Number(textOf(name))
  const save = useBackupAct(
    () =>
      call(saveBackupSchedule, {
        body: {
          enabled,
          drill,
          cron,
          timeZone,
          keepLast: numberOf('keepLast'),
          keepDaily: numberOf('keepDaily'),
          keepWeekly: numberOf('keepWeekly'),
          keepMonthly: numberOf('keepMonthly'),
        },
      }),
    () => words.saved,
  )
  return (
    <Section title={words.schedule} description={words.scheduleHelp}>
      <form
        className="flex flex-col items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (isRight) save.mutate(undefined)
        }}
      >
        <Checkbox label={words.enabled} checked={enabled} onChecked={setEnabled} />
        <TextField
          label={words.cron}
          className="w-72 max-w-full"
          value={cron}
          onValue={setCron}
          hint={words.cronHelp(timeZone)}
        />
        <Checkbox label={words.drillEach} checked={drill} onChecked={setDrill} />
        <fieldset>
          <legend className="mb-1 font-medium text-ink-soft text-xs">{words.keep}</legend>
          <div className="flex flex-wrap gap-3">
            {counts.map((name) => (
              <TextField
                key={name}
                label={words[name]}
                className="w-20"
                inputMode="numeric"
                value={textOf(name)}
                error={isCount(textOf(name), name === 'keepLast' ? 1 : 0) ? undefined : words.keepFault}
                onValue={(value) => setKeep({ ...keep, [name]: value })}
              />
            ))}
          </div>
        </fieldset>
        <Button type="submit" busy={save.isPending} disabled={!isRight}>
          {words.save}
        </Button>
        {schedule.nextRunAt === null ? null : (
          <p className="text-ink-faint text-xs">
            <time dateTime={schedule.nextRunAt} title={format.dateTime(schedule.nextRunAt)}>
              {words.nextRun(format.relative(schedule.nextRunAt, nowMs))}
            </time>
          </p>
        )}
      </form>
    </Section>
  )
}
