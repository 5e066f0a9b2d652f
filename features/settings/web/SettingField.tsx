import { useWords } from '#web/lib/words/useWords.ts'
import { Select } from '#web/ui/Select.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import type { Setting } from '../contract.ts'
import { settingWords } from './words.ts'

type Props = {
  readonly setting: Setting
  readonly label: string
  readonly help: string
  readonly text: string
  readonly onText: (text: string) => void
  /** The environment sets it: it is shown and cannot be changed. */
  readonly isFixed: boolean
}

/** The field of a setting: a choice where the values are few, a text else. */
export function SettingField({ setting, label, help, text, onText, isFixed }: Props) {
  const words = useWords(settingWords)
  const { shape, isSecret, isSet } = setting
  if (shape.kind === 'choice' || shape.kind === 'flag') {
    const values = shape.kind === 'flag' ? ['true', 'false'] : shape.options
    const sayings: Readonly<Record<string, string>> = words.values
    return (
      <div className="flex min-w-0 flex-1 basis-72 flex-col gap-1">
        <Select
          label={label}
          className="max-w-xs"
          value={text}
          onValue={onText}
          disabled={isFixed}
          options={values.map((value) => ({ value, label: sayings[value] ?? value }))}
        />
        <p className="text-ink-faint text-xs">{help}</p>
      </div>
    )
  }
  return (
    <TextField
      label={label}
      hint={isSecret ? `${help} ${isSet ? words.isSet : words.notSet}` : help}
      className={
        shape.kind === 'number' ? 'min-w-0 flex-1 basis-72 [&>input]:max-w-48' : 'min-w-0 flex-1 basis-72'
      }
      type={isSecret ? 'password' : 'text'}
      autoComplete="off"
      spellCheck={false}
      inputMode={shape.kind === 'number' ? 'decimal' : undefined}
      placeholder={isSecret ? words.newSecret : words.notSet}
      disabled={isFixed}
      value={text}
      onValue={onText}
    />
  )
}
