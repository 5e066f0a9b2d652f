import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { identifiersMax } from '#features/sources/contract.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { TextArea } from '#web/ui/TextArea.tsx'
import { importText } from '../contract.ts'
import { lookUpQuery } from './import-queries.ts'
import { lookUp } from './lookups.ts'
import { recognisePasted } from './recognise-pasted.ts'
import { sendText } from './uploads.ts'
import { useRecognisedWords } from './useRecognisedWords.ts'
import { importWords } from './words.ts'

type Props = {
  readonly libraryId: string | undefined
  /** What stands in it at first. */
  readonly firstText?: string | undefined
  /** Called when all that was pasted is on its way; with the lookup when there are identifiers among it. */
  readonly onAdded: (lookupId?: string) => void
}

const { maxLength } = importText.body.shape.text

/** Takes references and identifiers as text and says while they are pasted what they look like. */
export function PasteBox({ libraryId, firstText = '', onAdded }: Props) {
  const words = useWords(importWords)
  const recognisedWords = useRecognisedWords()
  const client = useQueryClient()
  const [text, setText] = useState(firstText)
  const sourcesOn = useQuery(lookUpQuery).data?.sourcesOn ?? true
  const seen = recognisePasted(useDeferredValue(text))
  const { references, identifiers } = seen
  const isTooLong = maxLength !== null && text.length > maxLength
  const isTooMany = identifiers.length > identifiersMax
  const isOff = identifiers.length > 0 && !sourcesOn
  const adding = useMutation({
    mutationFn: async () => {
      const { references: toRead, identifiers: toFind } = recognisePasted(text)
      if (toRead !== '') {
        await sendText(toRead, libraryId)
        // Should the rest be refused, what has come in is not sent twice.
        setText(toFind.join('\n'))
      }
      return toFind.length === 0 || isOff ? undefined : await lookUp(toFind, libraryId)
    },
    onSuccess: (lookupId) => {
      setText('')
      onAdded(lookupId)
    },
    onSettled: () => void client.invalidateQueries({ queryKey: ['imports'] }),
  })
  const mayAdd = references !== '' || (identifiers.length > 0 && !isOff)
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        adding.mutate()
      }}
    >
      <TextArea label={words.paste} hint={words.pasteHint} value={text} onValue={setText} rows={5} />
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
        <p role="status" className="min-w-0 grow basis-64 text-ink-soft text-sm">
          {isTooLong
            ? words.recognised.tooLong
            : isTooMany
              ? words.recognised.tooMany(identifiersMax)
              : text.trim() === ''
                ? null
                : recognisedWords(seen)}
          {isOff ? <span className="block">{words.recognised.sourcesOff}</span> : null}
        </p>
        <Button
          look="plain"
          type="submit"
          busy={adding.isPending}
          disabled={!mayAdd || isTooLong || isTooMany}
        >
          {words.addPasted}
        </Button>
      </div>
      {adding.error === null ? null : <ErrorState error={adding.error} small />}
    </form>
  )
}
