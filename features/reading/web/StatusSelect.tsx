import { useWords } from '#web/lib/words/useWords.ts'
import { Select } from '#web/ui/Select.tsx'
import { type Judgement, judgement } from '../contract.ts'
import { useJudge } from './useJudge.ts'
import { readingWords } from './words.ts'

type Props = { readonly paper: { readonly id: string; readonly status: Judgement['status'] } }

/** One's own reading status of a paper. */
export function StatusSelect({ paper }: Props) {
  const words = useWords(readingWords)
  const judge = useJudge()
  return (
    <Select
      label={words.status}
      labelHidden
      look="quiet"
      className="-ml-1"
      options={judgement.shape.status.options.map((value) => ({ value, label: words.statusNames[value] }))}
      value={paper.status}
      onValue={(status) => judge({ paperId: paper.id, status })}
    />
  )
}
