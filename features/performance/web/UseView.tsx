import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useNow } from '#web/lib/useNow.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { BarChart } from '#web/ui/BarChart.tsx'
import { Checkbox } from '#web/ui/Checkbox.tsx'
import { FigureTable } from '#web/ui/FigureTable.tsx'
import { Section } from '#web/ui/Section.tsx'
import { say } from '#web/ui/toasts.ts'
import { type FeatureUse, savePerformanceSettings } from '../contract.ts'
import { Asked } from './parts/Asked.tsx'
import { usePerformanceFormat } from './parts/use-performance-format.ts'
import { featureUseQuery } from './performance-queries.ts'
import { performanceWords } from './words.ts'

const shownDays = 30
const dayMs = 86_400_000

/** What people use, how often and how many of them, and the switch that ends the counting. */
export function UseView() {
  const words = useWords(performanceWords)
  const format = usePerformanceFormat()
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const use = useQuery(featureUseQuery)
  const save = useMutation({
    mutationFn: (featureUse: boolean) => call(savePerformanceSettings, { body: { featureUse } }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: featureUseQuery.queryKey }),
  })
  return (
    <Section title={words.use} description={words.useHelp}>
      <Asked query={use} rows={6}>
        {({ counted, items }) => (
          <>
            <Checkbox
              label={words.counting}
              hint={words.countingHelp}
              checked={counted}
              disabled={save.isPending}
              onChecked={(checked) => save.mutate(checked)}
              className="mb-4"
            />
            {items.length === 0 ? (
              <p className="text-ink-soft">{words.noUse}</p>
            ) : (
              <>
                <UseChart items={items} />
                <FigureTable
                  label={words.use}
                  rows={items}
                  keyOf={({ event }) => event}
                  columns={[
                    { head: words.event, cell: ({ event }) => words.events[event] },
                    { head: words.times, cell: ({ uses }) => format.number(uses) },
                    {
                      head: words.people,
                      cell: ({ people }) => words.peopleOf(people, format.number(people)),
                    },
                  ]}
                />
              </>
            )}
          </>
        )}
      </Asked>
    </Section>
  )
}

function UseChart({ items }: { readonly items: readonly FeatureUse[] }) {
  const words = useWords(performanceWords)
  const format = usePerformanceFormat()
  const nowMs = useNow()
  const byDay = new Map<string, number>()
  for (const { day, uses } of items.flatMap(({ days }) => days)) byDay.set(day, (byDay.get(day) ?? 0) + uses)
  const bars = Array.from({ length: shownDays }, (_, index) => {
    const day = new Date(nowMs - (shownDays - 1 - index) * dayMs).toISOString().slice(0, 10)
    const uses = byDay.get(day) ?? 0
    return { key: day, title: `${format.date(`${day}T12:00:00Z`)}: ${format.number(uses)}`, parts: [uses] }
  })
  return (
    <BarChart
      caption={words.useDays}
      most={words.atMost(format.number(Math.max(...byDay.values())))}
      bars={bars}
      tones={['accent']}
    />
  )
}
