import { Check, Copy } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from './Button.tsx'
import { TextField } from './TextField.tsx'

type Props = {
  readonly label: string
  readonly value: string
  readonly hint?: string
  readonly copyLabel: string
  readonly copiedLabel: string
}

/** A text to take along. Where the browser forbids the clipboard (plain http), it is selected instead. */
export function CopyField({ label, value, hint, copyLabel, copiedLabel }: Props) {
  const frame = useRef<HTMLDivElement>(null)
  const [isCopied, setIsCopied] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value)
      setIsCopied(true)
    } catch {
      // Forbidden: the text stands selected, ready for the person's own copy key.
      frame.current?.querySelector('input')?.select()
    }
  }
  return (
    <div ref={frame} className="flex w-full items-start gap-2">
      <TextField
        label={label}
        className="min-w-0 flex-1"
        readOnly
        value={value}
        onValue={() => undefined}
        onFocus={(event) => event.currentTarget.select()}
        hint={hint}
      />
      <Button className="mt-5.5" onClick={() => void copy()} aria-live="polite">
        {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
        {isCopied ? copiedLabel : copyLabel}
      </Button>
    </div>
  )
}
