import type { ReactNode } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { FigureTable } from '#web/ui/FigureTable.tsx'
import type { SecuritySummary } from '../../contract.ts'
import { watchWords } from '../words.ts'
import { Gravity } from './Gravity.tsx'

type Props = Pick<SecuritySummary, 'accounts'> & { readonly linkTo: (name: string) => ReactNode }

/** Whom events were about: why, what was done, and the way to their account. */
export function AccountTable({ accounts, linkTo }: Props) {
  const words = useWords(watchWords)
  const format = useFormat()
  const nowMs = useNow()
  return (
    <FigureTable
      label={words.accounts}
      rows={accounts}
      keyOf={({ userId }) => userId}
      columns={[
        {
          head: words.account,
          cell: ({ name, kinds }) => (
            <>
              {name === null ? words.somebody : linkTo(name)}
              <span className="block text-ink-soft text-xs">
                {kinds.map((kind) => words.kinds[kind]).join(', ')}
              </span>
            </>
          ),
        },
        {
          head: words.gravest,
          cell: ({ worst, isActive }) => <Gravity answer={worst} isActive={isActive} />,
          isFigure: false,
        },
        { head: words.events, cell: ({ events }) => format.number(events) },
        { head: words.pointsMost, cell: ({ score }) => format.number(score), wideOnly: true },
        { head: words.lastAt, cell: ({ lastAt }) => format.relative(lastAt, nowMs) },
      ]}
    />
  )
}
