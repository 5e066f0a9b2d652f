import { type ComponentProps, useState } from 'react'
import { TextField } from '#web/ui/TextField.tsx'

type Props = Omit<ComponentProps<typeof TextField>, 'onValue' | 'onBlur' | 'onKeyDown'> & {
  /** The person is done writing. */
  readonly onDone: (value: string) => void
}

/** A field whose value counts once it is left, or at Enter: each letter would be another list. */
export function LateField({ value, onDone, ...rest }: Props) {
  const [written, setWritten] = useState<string | undefined>(undefined)
  const finish = () => {
    if (written !== undefined && written !== value) onDone(written)
    setWritten(undefined)
  }
  return (
    <TextField
      {...rest}
      value={written ?? value}
      onValue={setWritten}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) finish()
      }}
    />
  )
}
