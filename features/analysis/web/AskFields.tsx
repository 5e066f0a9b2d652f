import { useMutation, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { CallOf } from '#contract/endpoint.ts'
import { useFormat } from '#web/lib/format.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { language, languages } from '#web/lib/words/language.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { Checkbox } from '#web/ui/Checkbox.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Select } from '#web/ui/Select.tsx'
import type { requestAnalysis } from '../contract.ts'
import { providersQuery } from './analysis-queries.ts'
import { labelOf } from './reader-label.ts'
import { analysisWords } from './words.ts'

/** Who is asked, and in which language they answer. */
export type Question = CallOf<typeof requestAnalysis>['body']

type Props = {
  readonly onAsk: (question: Question) => Promise<void>
  /** What the button says; "Analyse" unless told. */
  readonly submit?: string
  /** What is shown of a question before it is asked. */
  readonly preview?: (question: Question) => ReactNode
}

/** Who reads, and in which language. The built-in reader costs nothing and is chosen from the start. */
export function AskFields({ onAsk, submit, preview }: Props) {
  const words = useWords(analysisWords)
  const format = useFormat()
  const screenLanguage = useStoredChoice(language)
  const [answerLanguage, setAnswerLanguage] = useState(screenLanguage)
  const [choices, setChoices] = useState<readonly string[]>(['local'])
  const [fresh, setFresh] = useState(false)
  const providers = useQuery(providersQuery)
  const question: Question = { choices: [...choices], language: answerLanguage, fresh }
  const asking = useMutation({ mutationFn: () => onAsk(question) })
  if (providers.isPending) return <Loading rows={2} />
  if (providers.data === undefined) {
    return <ErrorState error={providers.error} onRetry={() => void providers.refetch()} small />
  }
  const toggle = (choice: string, isChosen: boolean) =>
    setChoices(isChosen ? [...choices, choice] : choices.filter((one) => one !== choice))
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        asking.mutate()
      }}
    >
      <fieldset>
        <legend className="mb-1 font-medium text-ink-soft text-xs">{words.who}</legend>
        {providers.data.items.map((provider) => (
          <Checkbox
            key={provider.choice}
            checked={choices.includes(provider.choice)}
            onChecked={(isChosen) => toggle(provider.choice, isChosen)}
            label={
              <span className="flex flex-wrap items-center gap-x-2">
                {labelOf(provider, words)}
                {provider.model === null ? null : (
                  <span className="text-ink-faint text-xs">{provider.model}</span>
                )}
                {provider.extractive ? <Badge tone="accent">{words.extractive}</Badge> : null}
              </span>
            }
            hint={
              provider.extractive
                ? words.extractiveHelp
                : provider.leftAloneSince === null
                  ? words.costs
                  : words.leftAlone(format.dateTime(provider.leftAloneSince))
            }
          />
        ))}
      </fieldset>
      <Checkbox checked={fresh} onChecked={setFresh} label={words.fresh} hint={words.freshHelp} />
      {preview?.(question)}
      <div className="flex items-end gap-3">
        <Select
          label={words.answerLanguage}
          className="w-32"
          options={languages.map((value) => ({ value, label: words.languageNames[value] }))}
          value={answerLanguage}
          onValue={setAnswerLanguage}
        />
        <Button type="submit" look="primary" disabled={choices.length === 0} busy={asking.isPending}>
          {submit ?? words.ask}
        </Button>
        {choices.length === 0 ? <p className="pb-2 text-ink-faint text-xs">{words.askHint}</p> : null}
      </div>
      {asking.error === null ? null : <ErrorState error={asking.error} small />}
    </form>
  )
}
