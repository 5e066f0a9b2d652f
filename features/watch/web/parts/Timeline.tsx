import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { BarChart } from '#web/ui/BarChart.tsx'
import { FigureTable } from '#web/ui/FigureTable.tsx'
import { type SecuritySummary, watchAnswer } from '../../contract.ts'
import { watchWords } from '../words.ts'

type Day = SecuritySummary['days'][number]

/** What only made somebody wait or was told; what asked for a proof; what closed an account. */
const tones = ['faint', 'soft', 'bad'] as const
const partsOf = ({ events }: Day) => [
  events.noted + events.slowed,
  events.challenged,
  events.guarded + events.locked,
]
const sumOf = (day: Day) => partsOf(day).reduce((sum, part) => sum + part, 0)

/** Events of every day by how grave they were; the same as a table. */
export function Timeline({ days }: { readonly days: readonly Day[] }) {
  const words = useWords(watchWords)
  const format = useFormat()
  const dayOf = ({ day }: Day) => format.date(`${day}T12:00:00Z`)
  const [first, last] = [days.at(0), days.at(-1)]
  const busy = days.filter((day) => sumOf(day) > 0)
  if (busy.length === 0 || first === undefined || last === undefined)
    return <p className="text-ink-soft text-sm">{words.noneInDays}</p>
  return (
    <BarChart
      caption={words.eventsByDay}
      most={words.mostInDay(format.number(Math.max(...days.map(sumOf))))}
      tones={tones}
      legend={words.gravities}
      bars={days.map((day) => ({
        key: day.day,
        title: `${dayOf(day)}: ${format.number(sumOf(day))}`,
        parts: partsOf(day),
      }))}
      ends={[dayOf(first), dayOf(last)]}
      table={() => (
        <FigureTable
          label={words.eventsByDay}
          rows={busy.toReversed()}
          keyOf={({ day }) => day}
          columns={[
            { head: words.day, cell: dayOf },
            ...watchAnswer.options.map((answer) => ({
              head: words.answerNames[answer],
              cell: ({ events }: Day) => format.number(events[answer]),
            })),
          ]}
        />
      )}
    />
  )
}
