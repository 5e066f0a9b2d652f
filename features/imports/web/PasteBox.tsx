import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { TextArea } from '#web/ui/TextArea.tsx'
import { importText } from '../contract.ts'
import { recognisePasted } from './recognise-pasted.ts'
import { sendText } from './uploads.ts'
import { importWords } from './words.ts'

type Props = { readonly libraryId: string | undefined; readonly onAdded: () => void }

const { maxLength } = importText.body.shape.text

/** Takes references as text and says while they are pasted what they look like. */
export function PasteBox({ libraryId, onAdded }: Props) {
  const words = useWords(importWords)
  const client = useQueryClient()
  const [text, setText] = useState('')
  const seen = recognisePasted(useDeferredValue(text))
  const isTooLong = maxLength !== null && text.length > maxLength
  const adding = useMutation({
    mutationFn: () => sendText(text, libraryId),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['imports'] })
      onAdded()
    },
  })
  const says = () => {
    if (isTooLong) return words.recognised.tooLong
    if (seen.kind === 'bibliography') return words.recognised.bibliography(seen.format, seen.count)
    return seen.kind === 'nothing' ? words.recognised.nothing : words.recognised.unknown
  }
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        adding.mutate()
      }}
    >
      <TextArea label={words.paste} hint={words.pasteHint} value={text} onValue={setText} rows={5} />
      <div className="flex min-h-8 flex-wrap items-center gap-3">
        <p role="status" className="min-w-0 flex-1 text-ink-soft text-sm">
          {says()}
        </p>
        <Button
          look="plain"
          type="submit"
          busy={adding.isPending}
          disabled={seen.kind !== 'bibliography' || isTooLong}
        >
          {words.addPasted}
        </Button>
      </div>
      {adding.error === null ? null : <ErrorState error={adding.error} small />}
    </form>
  )
}
