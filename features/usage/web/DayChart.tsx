import { dayIn } from '#contract/time.ts'
import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import type { UsageLine } from '../contract.ts'
import { Bars } from './parts/Bars.tsx'
import { usageWords } from './words.ts'

const dayMs = 86_400_000

type Props = {
  /** One for each day that has any. */
  readonly lines: readonly UsageLine[]
  readonly days: number
}

/** What each day cost, as bars; the table says the same in numbers, so it is a picture to those who see it. */
export function DayChart({ lines, days }: Props) {
  const words = useWords(usageWords)
  const format = useFormat()
  const nowMs = useNow()
  const dayOf = dayIn(Intl.DateTimeFormat().resolvedOptions().timeZone)
  const costs = new Map(lines.map(({ label, costMicroUsd }) => [label, costMicroUsd]))
  const shown = Array.from({ length: days }, (_, index) => {
    const day = dayOf(nowMs - (days - 1 - index) * dayMs)
    return { label: format.date(`${day}T12:00:00Z`), value: costs.get(day) ?? 0 }
  })
  return <Bars label={words.byDay} bars={shown} say={format.costMicroUsd} />
}
