import { useQuery } from '@tanstack/react-query'
import { useFormat } from '#web/lib/format.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { ProgressBar } from '#web/ui/ProgressBar.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { Allowance } from '../contract.ts'
import { allowancesQuery } from './usage-queries.ts'
import { useAmount } from './useAmount.ts'
import { usageWords } from './words.ts'

/** What the person has used today and this month, beside the limits that hold for them. */
export function AllowancesPanel() {
  const words = useWords(usageWords)
  const allowances = useQuery(allowancesQuery)
  const items = allowances.data?.items ?? []
  return (
    <Section
      title={words.left}
      {...(allowances.data ? { description: words.leftHelp(allowances.data.timeZone) } : {})}
    >
      {allowances.isPending ? <Loading rows={3} /> : null}
      {allowances.isError ? (
        <ErrorState error={allowances.error} onRetry={() => void allowances.refetch()} small />
      ) : null}
      <div className="grid gap-x-8 gap-y-5 md:grid-cols-2">
        {(['day', 'month'] as const).map((period) => {
          const own = items.filter((item) => item.period === period && item.appliesTo === 'person')
          const shared = items.filter((item) => item.period === period && item.appliesTo === 'house')
          return items.length === 0 ? null : (
            <div key={period} className="flex flex-col gap-4">
              <h3 className="font-medium text-sm">{words.periods[period]}</h3>
              {[...own, ...shared].map((item) => (
                <AllowanceRow key={`${item.appliesTo} ${item.meter}`} allowance={item} />
              ))}
            </div>
          )
        })}
      </div>
    </Section>
  )
}

function AllowanceRow({ allowance }: { readonly allowance: Allowance }) {
  const words = useWords(usageWords)
  const amount = useAmount()
  const format = useFormat()
  const nowMs = useNow()
  const { appliesTo, meter, used, reserved, soft, hard, opensAt } = allowance
  const whose = appliesTo === 'house' ? `${words.ofHouse}: ` : ''
  const label = `${whose}${words.meters[meter]}`
  const most = hard ?? soft
  const taken = used + reserved
  const isFull = hard !== null && taken >= hard
  const notes = [
    ...(reserved > 0 ? [words.under(amount(meter, reserved))] : []),
    ...(soft !== null && hard !== null ? [words.warnsFrom(amount(meter, soft))] : []),
    ...(isFull ? [words.opens(format.relative(opensAt, nowMs))] : []),
  ]
  return (
    <div>
      {most === null ? (
        <p className="flex items-baseline justify-between gap-3 text-xs">
          <span className="text-ink-soft">{label}</span>
          <span className="text-ink-faint">
            {amount(meter, used)} · {words.noLimit}
          </span>
        </p>
      ) : (
        <ProgressBar
          label={label}
          percent={most === 0 ? 100 : Math.min(100, (taken / most) * 100)}
          value={
            hard === null
              ? `${amount(meter, used)} · ${words.warnsFrom(amount(meter, most))}`
              : words.usedOf(amount(meter, used), amount(meter, hard))
          }
          tone={isFull ? 'bad' : 'accent'}
        />
      )}
      {notes.length > 0 ? <p className="mt-1 text-ink-faint text-xs">{notes.join(' · ')}</p> : null}
    </div>
  )
}
