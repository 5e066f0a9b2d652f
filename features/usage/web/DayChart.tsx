import { dayIn } from '#contract/time.ts'
import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import type { UsageLine } from '../contract.ts'
import { usageWords } from './words.ts'

const dayMs = 86_400_000
const heightPx = 64

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
    return { day, cost: costs.get(day) ?? 0 }
  })
  const most = Math.max(...shown.map(({ cost }) => cost))
  if (most === 0) return null
  return (
    <figure className="mb-4">
      <figcaption className="mb-1 flex justify-between text-ink-faint text-xs">
        <span>{words.byDay}</span>
        <span>{format.costMicroUsd(most)}</span>
      </figcaption>
      <div className="flex items-end gap-px border-b" style={{ height: heightPx }} aria-hidden>
        {shown.map(({ day, cost }) => (
          <div
            key={day}
            title={`${format.date(`${day}T12:00:00Z`)}: ${format.costMicroUsd(cost)}`}
            className="min-w-0 flex-1 rounded-t-xs bg-accent"
            style={{ height: cost === 0 ? 0 : Math.max(2, (cost / most) * heightPx) }}
          />
        ))}
      </div>
    </figure>
  )
}
