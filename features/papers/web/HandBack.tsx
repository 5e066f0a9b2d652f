import type { RecordField } from '#contract/record-fields.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import type { PaperDetail } from '../contract.ts'
import { paperWords } from './words.ts'

type Props = {
  readonly paper: PaperDetail
  readonly field: RecordField
  readonly release: readonly RecordField[]
  readonly onRelease: (release: readonly RecordField[]) => void
}

/** Under a field that a person decided: hands it back to the sources when the record is saved. */
export function HandBack({ paper, field, release, onRelease }: Props) {
  const words = useWords(paperWords)
  const origin = paper.origins[field]
  if (origin?.source !== 'person' && origin?.chosen !== true) return null
  const isReleased = release.includes(field)
  return (
    <button
      type="button"
      aria-pressed={isReleased}
      onClick={() => onRelease(isReleased ? release.filter((each) => each !== field) : [...release, field])}
      className="mt-0.5 text-2xs text-accent underline underline-offset-2 pointer-coarse:min-h-10"
    >
      {isReleased ? words.handedBack : words.handBack}
    </button>
  )
}
