import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { FigureTable } from '#web/ui/FigureTable.tsx'
import type { SecuritySummary } from '../../contract.ts'
import { watchWords } from '../words.ts'

/** What is counted, for how long, and at how many it raises an alarm by itself. */
export function RuleTable({ rules }: Pick<SecuritySummary, 'rules'>) {
  const words = useWords(watchWords)
  const format = useFormat()
  return (
    <FigureTable
      label={words.rules}
      rows={rules}
      keyOf={({ kind }) => kind}
      columns={[
        { head: words.counted, cell: ({ kind }) => words.kinds[kind] },
        { head: words.threshold, cell: ({ threshold }) => format.number(threshold) },
        {
          head: words.window,
          cell: ({ windowMinutes }) => format.durationMs(windowMinutes * 60_000),
          wideOnly: true,
        },
        {
          head: words.brings,
          cell: ({ isHarmful }) => (isHarmful ? words.bringsWait : words.bringsNote),
          isFigure: false,
        },
      ]}
    />
  )
}
