import { useWords } from '#web/lib/words/useWords.ts'
import { Select } from '#web/ui/Select.tsx'
import { type SubjectOrder, subjectOrder } from '../../contract.ts'
import { performanceWords } from '../words.ts'

type Props = { readonly value: SubjectOrder; readonly onValue: (value: SubjectOrder) => void }

/** By what the most noticeable are chosen. */
export function OrderSelect({ value, onValue }: Props) {
  const words = useWords(performanceWords)
  return (
    <Select
      label={words.order}
      labelHidden
      className="mb-2 w-52"
      options={subjectOrder.options.map((each) => ({ value: each, label: words.orders[each] }))}
      value={value}
      onValue={onValue}
    />
  )
}
