import { useState } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Select } from '#web/ui/Select.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { catalogue, priceOf, type RemoteProviderId } from '../contract.ts'
import { vaultWords } from './words.ts'

type Props = {
  readonly provider: RemoteProviderId
  readonly value: string
  readonly onValue: (model: string) => void
}

const another = 'another'

/** A model of the catalogue with its price, or any other by its name. */
export function ModelField({ provider, value, onValue }: Props) {
  const words = useWords(vaultWords)
  const format = useFormat()
  const { models } = catalogue[provider]
  const [isTyped, setIsTyped] = useState(() => !models.some(({ id }) => id === value))
  const price = priceOf({ provider, model: value, at: new Date() })
  const hint =
    price === undefined
      ? words.priceUnknown
      : words.price(format.costMicroUsd(price.input), format.costMicroUsd(price.output))
  const typed = (
    <TextField
      label={models.length === 0 ? words.model : words.modelName}
      required
      maxLength={200}
      placeholder={models.length === 0 ? 'qwen3:14b' : undefined}
      spellCheck={false}
      value={value}
      onValue={onValue}
      hint={provider === 'openai-compatible' ? words.priceOfYours : hint}
    />
  )
  if (models.length === 0) return typed
  return (
    <>
      <Select
        label={words.model}
        options={[
          ...models.map(({ id, name }) => ({ value: id, label: name })),
          { value: another, label: words.anotherModel },
        ]}
        value={isTyped ? another : value}
        onValue={(chosen) => {
          setIsTyped(chosen === another)
          onValue(chosen === another ? '' : chosen)
        }}
      />
      {isTyped ? typed : <p className="-mt-2 text-ink-faint text-xs">{hint}</p>}
    </>
  )
}
