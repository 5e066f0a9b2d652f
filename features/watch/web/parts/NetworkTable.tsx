import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { FigureTable } from '#web/ui/FigureTable.tsx'
import type { SecuritySummary } from '../../contract.ts'
import { watchWords } from '../words.ts'
import { Gravity } from './Gravity.tsx'

/** Where events came from, by network: nobody's address and nobody's home. */
export function NetworkTable({ networks }: Pick<SecuritySummary, 'networks'>) {
  const words = useWords(watchWords)
  const format = useFormat()
  const nowMs = useNow()
  return (
    <FigureTable
      label={words.networks}
      rows={networks}
      keyOf={({ network }) => network}
      columns={[
        { head: words.network, cell: ({ network }) => <code className="text-xs">{network}</code> },
        {
          head: words.gravest,
          cell: ({ worst, isActive }) => <Gravity answer={worst} isActive={isActive} />,
          isFigure: false,
        },
        { head: words.events, cell: ({ events }) => format.number(events) },
        { head: words.accounts, cell: ({ accounts }) => format.number(accounts), wideOnly: true },
        { head: words.pointsMost, cell: ({ score }) => format.number(score), wideOnly: true },
        { head: words.lastAt, cell: ({ lastAt }) => format.relative(lastAt, nowMs) },
      ]}
    />
  )
}
