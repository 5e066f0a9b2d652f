import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { FigureTable } from '#web/ui/FigureTable.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { explainStatement, type PerformanceWindow, type SubjectOrder } from '../contract.ts'
import { Asked } from './parts/Asked.tsx'
import { OrderSelect } from './parts/OrderSelect.tsx'
import { usePerformanceFormat } from './parts/use-performance-format.ts'
import { subjectsQuery } from './performance-queries.ts'
import { performanceWords } from './words.ts'

/** The statements that took most, who asks them and where, and how PostgreSQL goes about them. */
export function StatementsView({ window }: { readonly window: PerformanceWindow }) {
  const words = useWords(performanceWords)
  const format = usePerformanceFormat()
  const [by, setBy] = useState<SubjectOrder>('total')
  const [explained, setExplained] = useState<string | undefined>(undefined)
  const statements = useQuery(subjectsQuery({ window, kind: 'statement', by }))
  return (
    <Section title={words.statements} description={words.statementsHelp}>
      <OrderSelect value={by} onValue={setBy} />
      <Asked query={statements} rows={8}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="text-ink-soft">{words.nothing}</p>
          ) : (
            <FigureTable
              label={words.statements}
              rows={items}
              keyOf={({ subject }) => subject}
              columns={[
                {
                  head: words.statement,
                  cell: ({ subject, statement }) => (
                    <>
                      <code className="line-clamp-3 font-mono text-xs" title={statement?.text}>
                        {statement?.text ?? subject}
                      </code>
                      {statement ? (
                        <span className="block text-2xs text-ink-faint">
                          <code>{statement.feature}</code>
                          {statement.place === null ? null : ` · ${statement.place}`}
                        </span>
                      ) : null}
                      {/^(\/\*.*\*\/ )?(select|with|insert|update|delete)/i.test(statement?.text ?? '') ? (
                        <Button
                          look="quiet"
                          size="sm"
                          className="-ml-2.5"
                          onClick={() => setExplained(subject)}
                        >
                          {words.plan}
                        </Button>
                      ) : null}
                    </>
                  ),
                },
                { head: words.count, cell: ({ count }) => format.number(count) },
                { head: words.half, cell: ({ p50 }) => format.ms(p50), wideOnly: true },
                { head: '95 %', cell: ({ p95 }) => format.ms(p95) },
                { head: '99 %', cell: ({ p99 }) => format.ms(p99), wideOnly: true },
                { head: words.rows, cell: ({ amount }) => format.one(amount), wideOnly: true },
                { head: words.share, cell: ({ share }) => format.percent(share) },
              ]}
            />
          )
        }
      </Asked>
      {explained === undefined ? null : (
        <PlanDialog fingerprint={explained} onClose={() => setExplained(undefined)} />
      )}
    </Section>
  )
}

function PlanDialog({
  fingerprint,
  onClose,
}: {
  readonly fingerprint: string
  readonly onClose: () => void
}) {
  const words = useWords(performanceWords)
  const format = usePerformanceFormat()
  const plan = useQuery({
    queryKey: ['performance-plan', fingerprint],
    queryFn: ({ signal }) => call(explainStatement, { params: { fingerprint } }, { signal }),
    retry: false,
    gcTime: 0,
  })
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={words.planOf}
      description={plan.data ? words.planHelp(format.number(plan.data.cost)) : undefined}
      closeLabel={words.close}
      wide
    >
      {plan.isPending ? <Loading rows={4} /> : null}
      {plan.isError ? <ErrorState error={plan.error} onRetry={() => void plan.refetch()} small /> : null}
      {plan.data ? (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keyboard too */}
          <pre className="overflow-x-auto rounded-md bg-paper p-3 font-mono text-xs" tabIndex={0}>
            {plan.data.plan.join('\n')}
          </pre>
          <pre className="mt-3 font-mono text-ink-faint text-xs whitespace-pre-wrap">{plan.data.text}</pre>
        </>
      ) : null}
    </Dialog>
  )
}
