import { useQuery } from '@tanstack/react-query'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { FigureTable } from '#web/ui/FigureTable.tsx'
import { Section } from '#web/ui/Section.tsx'
import { requestsQuery } from '../performance-queries.ts'
import { performanceWords } from '../words.ts'
import { Asked } from './Asked.tsx'
import { usePerformanceFormat } from './use-performance-format.ts'

type Props = {
  readonly from: string
  readonly to: string
  readonly route?: string | undefined
  /** Who a person is, by their id. */
  readonly nameOf: (userId: string) => string | undefined
  readonly onClose: () => void
}

const comeIntoView = (panel: HTMLElement | null) => panel?.scrollIntoView({ block: 'nearest' })

/** The requests behind a bar of a chart. */
export function StretchPanel({ from, to, route, nameOf, onClose }: Props) {
  const words = useWords(performanceWords)
  const format = usePerformanceFormat()
  const requests = useQuery(requestsQuery({ from, to, route }))
  return (
    // Picked far below or above, it comes into view.
    <div ref={comeIntoView}>
      <Section
        title={words.stretch(format.dateTime(from), format.dateTime(to))}
        description={words.stretchHelp}
      >
        <Asked query={requests}>
          {({ kept, items }) =>
            items.length === 0 ? (
              <p className="text-ink-soft">{kept ? words.stretchNone : words.stretchGone}</p>
            ) : (
              <FigureTable
                label={words.requests}
                rows={items}
                keyOf={({ requestId }) => requestId}
                columns={[
                  {
                    head: words.route,
                    cell: ({ route: name, requestId, at }) => (
                      <>
                        <code className="font-mono text-xs">{name}</code>
                        <span className="block text-2xs text-ink-faint">
                          {format.dateTime(at)} · {requestId}
                        </span>
                      </>
                    ),
                  },
                  {
                    head: words.status,
                    cell: ({ status }) => (
                      <span className={status >= 500 ? 'font-medium text-bad' : undefined}>{status}</span>
                    ),
                  },
                  { head: words.duration, cell: ({ durationMs }) => format.ms(durationMs) },
                  {
                    head: words.inDatabase,
                    cell: ({ queries, queryMs }) => `${format.ms(queryMs)} (${format.number(queries)})`,
                    wideOnly: true,
                  },
                  { head: words.bytes, cell: ({ bytes }) => format.sizeBytes(bytes), wideOnly: true },
                  {
                    head: words.who,
                    cell: ({ userId }) => (userId === null ? words.nobody : (nameOf(userId) ?? userId)),
                    isFigure: false,
                    wideOnly: true,
                  },
                ]}
              />
            )
          }
        </Asked>
        <Button look="quiet" size="sm" className="mt-2" onClick={onClose}>
          {words.closeStretch}
        </Button>
      </Section>
    </div>
  )
}
