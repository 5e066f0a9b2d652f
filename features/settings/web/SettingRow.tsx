import { useState } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Badge } from '#web/ui/Badge.tsx'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import type { Setting } from '../contract.ts'
import { SettingField } from './SettingField.tsx'
import { useSettingChange } from './useSettingChange.ts'
import { settingWords } from './words.ts'

/** One setting: what it does, its value, its default, where it comes from, and when a change is in force. */
export function SettingRow({ setting }: { readonly setting: Setting }) {
  const words = useWords(settingWords)
  const { name, isSecret, value, saved, source } = setting
  const { label, help } = words.names[name]
  const standing = isSecret ? '' : (saved ?? value ?? '')
  const [text, setText] = useState(standing)
  const { save, reset } = useSettingChange(setting)
  const isFixed = source === 'environment'
  const isChanged = text.trim() !== standing && text.trim() !== ''
  return (
    <li className="py-3">
      <form
        className="flex flex-wrap items-end gap-x-3 gap-y-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (isChanged) save.mutate(text.trim())
        }}
      >
        <SettingField
          setting={setting}
          label={label}
          help={help}
          text={text}
          onText={setText}
          isFixed={isFixed}
        />
        {isChanged ? (
          <Button type="submit" look="primary" busy={save.isPending} aria-label={words.saveOf(label)}>
            {words.save}
          </Button>
        ) : null}
        {source === 'screen' && !isChanged ? (
          <Button
            look="quiet"
            busy={reset.isPending}
            onClick={() => reset.mutate()}
            aria-label={words.resetOf(label)}
          >
            {words.reset}
          </Button>
        ) : null}
      </form>
      <SettingFacts setting={setting} />
      {save.error === null ? null : <ErrorState error={save.error} small />}
      {reset.error === null ? null : <ErrorState error={reset.error} small />}
    </li>
  )
}

function SettingFacts({ setting }: { readonly setting: Setting }) {
  const words = useWords(settingWords)
  const format = useFormat()
  const { name, source, shape, effect, waitsForRestart, default: preset } = setting
  const values: Readonly<Record<string, string>> = words.values
  const said = preset === null ? null : (values[preset] ?? preset)
  const facts = [
    said === null ? words.noDefault : words.byDefault(said),
    ...(shape.kind === 'number' && shape.min !== null && shape.max !== null
      ? [words.range(format.number(shape.min), format.number(shape.max))]
      : []),
    effect === 'now' ? words.now : words.restart,
  ]
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-ink-faint text-xs">
      <Badge tone={source === 'screen' ? 'accent' : 'plain'}>{words.sources[source]}</Badge>
      {waitsForRestart ? <Badge tone="care">{words.waits}</Badge> : null}
      <span>{facts.join(' · ')}</span>
      <code className="text-2xs break-all">{name}</code>
    </p>
  )
}
