import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useSettled } from '#web/lib/useSettled.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Checkbox } from '#web/ui/Checkbox.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Select } from '#web/ui/Select.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { estimateMeaning, type MeaningState, type MeaningWanted } from '../contract.ts'
import { meaningWords } from './words.ts'

type Props = {
  readonly state: MeaningState
  readonly busy: boolean
  readonly onSave: (wanted: MeaningWanted) => void
  /** Undefined while there is nothing to go back to. */
  readonly onCancel: (() => void) | undefined
}

const another = 'another'
/** A name that is being typed is asked about once. */
const pauseMs = 300

/** Chooses who makes the vectors; what would be sent, and its cost, stands there before anybody is asked. */
export function SourceForm({ state, busy, onSave, onCancel }: Props) {
  const words = useWords(meaningWords)
  const { source, offered } = state
  const [keyId, setKeyId] = useState(source?.keyId ?? offered[0]?.keyId)
  const key = offered.find((each) => each.keyId === keyId) ?? offered[0]
  const [model, setModel] = useState(source?.model ?? key?.models[0] ?? '')
  const [isTyped, setIsTyped] = useState(key?.models.includes(model) === false)
  const [readsTexts, setReadsTexts] = useState(source?.readsTexts ?? false)
  if (key === undefined) return null
  const wanted = { keyId: key.keyId, model: model.trim(), readsTexts }
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        onSave(wanted)
      }}
    >
      <div className="flex flex-wrap gap-4">
        <Select
          label={words.provider}
          className="w-52"
          options={offered.map((each) => ({ value: each.keyId, label: each.label }))}
          value={key.keyId}
          onValue={(next) => {
            const chosen = offered.find((each) => each.keyId === next)
            setKeyId(chosen?.keyId)
            setModel(chosen?.models[0] ?? '')
            setIsTyped(false)
          }}
        />
        <Select
          label={words.model}
          className="w-60"
          options={[
            ...key.models.map((id) => ({ value: id, label: id })),
            { value: another, label: words.another },
          ]}
          value={isTyped ? another : model}
          onValue={(next) => {
            setIsTyped(next === another)
            setModel(next === another ? '' : next)
          }}
        />
        {isTyped ? (
          <TextField
            label={words.modelName}
            className="w-60"
            required
            maxLength={200}
            spellCheck={false}
            value={model}
            onValue={setModel}
          />
        ) : null}
      </div>
      <Checkbox checked={readsTexts} onChecked={setReadsTexts} label={words.texts} hint={words.textsHint} />
      {wanted.model === '' ? null : <Estimate wanted={wanted} />}
      <div className="flex gap-2">
        <Button type="submit" look="primary" busy={busy} disabled={wanted.model === ''}>
          {source === null ? words.switchOn : words.save}
        </Button>
        {onCancel === undefined ? null : <Button onClick={onCancel}>{words.cancel}</Button>}
      </div>
    </form>
  )
}

function Estimate({ wanted }: { readonly wanted: MeaningWanted }) {
  const words = useWords(meaningWords)
  const format = useFormat()
  const settled = { ...wanted, model: useSettled(wanted.model, pauseMs) }
  const estimate = useQuery({
    queryKey: ['keys', 'meaning', 'estimate', settled],
    queryFn: ({ signal }) => call(estimateMeaning, { body: settled }, { signal }),
  })
  if (estimate.isError)
    return <ErrorState error={estimate.error} onRetry={() => void estimate.refetch()} small />
  const { data } = estimate
  return (
    <p className="min-h-5 text-ink-soft text-sm" role="status">
      {data === undefined
        ? '…'
        : `${words.wouldSend(data.papers, format.number(data.papers), format.number(data.tokens))} · ${
            data.costMicroUsd === null
              ? words.costUnknown
              : words.costs(format.costMicroUsd(data.costMicroUsd))
          }`}
    </p>
  )
}
