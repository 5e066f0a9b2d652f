import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Checkbox } from '#web/ui/Checkbox.tsx'
import { Select } from '#web/ui/Select.tsx'
import type { AutomaticAnalysis, AutomaticWanted } from '../../contract.ts'
import { providersQuery } from '../analysis-queries.ts'
import { labelOf } from '../reader-label.ts'
import { analysisWords } from '../words.ts'
import { analysisSettingsWords } from './words.ts'

const answerLanguages = ['en', 'ko'] as const
const limits = ['5', '10', '20', '50', '100', '200', '500', '1000'] as const

type Props = {
  readonly setting: AutomaticAnalysis
  readonly mayAsk: boolean
  readonly busy: boolean
  readonly onSave: (wanted: AutomaticWanted) => void
}

/** The setting as it is to be; saved as a whole. */
export function AutomaticForm({ setting, mayAsk, busy, onSave }: Props) {
  const words = useWords(analysisSettingsWords)
  const readerWords = useWords(analysisWords)
  const format = useFormat()
  const [wanted, setWanted] = useState<AutomaticWanted>({
    enabled: setting.enabled,
    choices: setting.choices,
    language: setting.language,
    papersPerDay: setting.papersPerDay,
  })
  const providers = useQuery(providersQuery)
  const { enabled, choices, language, papersPerDay } = wanted
  const limit = String(papersPerDay)
  // One that was set by other means is offered too.
  const offered = [...new Set([...limits, limit])].toSorted((one, other) => Number(one) - Number(other))
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        onSave(wanted)
      }}
    >
      <Checkbox
        checked={enabled}
        onChecked={(isOn) => setWanted({ ...wanted, enabled: isOn })}
        label={words.automaticSwitch}
        hint={words.automaticHint}
      />
      {enabled ? (
        <>
          <fieldset>
            <legend className="mb-1 font-medium text-ink-soft text-xs">{readerWords.who}</legend>
            {(providers.data?.items ?? []).map((provider) => (
              <Checkbox
                key={provider.choice}
                checked={choices.includes(provider.choice)}
                onChecked={(isChosen) =>
                  setWanted({
                    ...wanted,
                    choices: isChosen
                      ? [...choices, provider.choice]
                      : choices.filter((choice) => choice !== provider.choice),
                  })
                }
                label={labelOf(provider, readerWords)}
                hint={provider.extractive ? words.costsNothing : readerWords.costs}
              />
            ))}
          </fieldset>
          <div className="flex flex-wrap gap-4">
            <Select
              label={words.perDay}
              className="w-44"
              options={offered.map((value) => ({ value, label: words.papers(format.number(Number(value))) }))}
              value={limit}
              onValue={(value) => setWanted({ ...wanted, papersPerDay: Number(value) })}
            />
            <Select
              label={readerWords.answerLanguage}
              className="w-32"
              options={answerLanguages.map((value) => ({ value, label: readerWords.languageNames[value] }))}
              value={language}
              onValue={(value) => setWanted({ ...wanted, language: value })}
            />
          </div>
          <p className="text-ink-soft text-sm">{words.limit(papersPerDay, format.number(papersPerDay))}</p>
        </>
      ) : null}
      {setting.enabled ? (
        <p className="text-ink-faint text-xs">
          {words.today(format.number(setting.takenToday), format.number(setting.waiting))}
        </p>
      ) : null}
      <div className="flex items-center gap-3">
        <Button type="submit" disabled={!mayAsk || (enabled && choices.length === 0)} busy={busy}>
          {words.save}
        </Button>
        {enabled && choices.length === 0 ? (
          <p className="text-ink-faint text-xs">{readerWords.askHint}</p>
        ) : null}
      </div>
    </form>
  )
}
