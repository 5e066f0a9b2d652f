import { useWords } from '#web/lib/words/useWords.ts'
import { Checkbox } from '#web/ui/Checkbox.tsx'
import { Select } from '#web/ui/Select.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { digest, type Rhythm, type Settings, timeOfDay } from '../../contract.ts'
import { notificationWords } from '../words.ts'
import { useSaveSettings } from './settings-query.ts'

const night = { from: '22:00', until: '07:00' }
const hours = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}))

type Props = {
  readonly settings: Settings
  /** Of the account. */
  readonly timeZone: string
}

/** When e-mail and pushes leave, by the clock of the account's zone. */
export function RhythmFields({ settings, timeZone }: Props) {
  const words = useWords(notificationWords).settings
  const saving = useSaveSettings()
  const save = (change: Partial<Rhythm>) => saving.mutate(change)
  const { quiet } = settings
  const setQuiet = (change: Partial<typeof night>) => {
    const next = { ...(quiet ?? night), ...change }
    // A field that is being typed into is empty for a moment.
    if (timeOfDay.safeParse(next.from).success && timeOfDay.safeParse(next.until).success)
      save({ quiet: next })
  }
  const isTimed = settings.digest !== 'off' || quiet !== null
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-4 empty:hidden">
        {settings.canMail ? (
          <Select
            label={words.digest}
            className="w-56"
            options={digest.options.map((value) => ({ value, label: words.digests[value] }))}
            value={settings.digest}
            onValue={(value) => save({ digest: value })}
          />
        ) : null}
        {settings.canMail && settings.digest === 'daily' ? (
          <Select
            label={words.digestHour}
            className="w-28"
            options={hours}
            value={String(settings.digestHour)}
            onValue={(hour) => save({ digestHour: Number(hour) })}
          />
        ) : null}
      </div>
      <Checkbox
        label={words.quiet}
        hint={words.quietHelp}
        checked={quiet !== null}
        onChecked={(on) => save({ quiet: on ? night : null })}
      />
      {quiet === null ? null : (
        <div className="flex gap-4 pl-6">
          <TextField
            label={words.from}
            type="time"
            className="w-32"
            value={quiet.from}
            onValue={(from) => setQuiet({ from })}
          />
          <TextField
            label={words.until}
            type="time"
            className="w-32"
            value={quiet.until}
            onValue={(until) => setQuiet({ until })}
          />
        </div>
      )}
      {isTimed ? <p className="text-ink-faint text-xs">{words.zone(timeZone.replaceAll('_', ' '))}</p> : null}
    </div>
  )
}
