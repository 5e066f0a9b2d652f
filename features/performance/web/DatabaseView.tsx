import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { type Column, FigureTable } from '#web/ui/FigureTable.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { DatabaseInsight } from '../contract.ts'
import { Asked } from './parts/Asked.tsx'
import { usePerformanceFormat } from './parts/use-performance-format.ts'
import { insightQuery } from './performance-queries.ts'
import { performanceWords } from './words.ts'

type Table = DatabaseInsight['scanned'][number]

/** What the database says of itself, and what it may lack. */
export function DatabaseView() {
  const insight = useQuery(insightQuery)
  return (
    <Asked query={insight} rows={8}>
      {(data) => (
        <>
          <TablePanels insight={data} />
          <LockPanel insight={data} />
          <ServerStatements statements={data.statements} />
        </>
      )}
    </Asked>
  )
}

function TablePanels({ insight }: { readonly insight: DatabaseInsight }) {
  const words = useWords(performanceWords)
  const format = usePerformanceFormat()
  const name: Column<Table> = { head: words.table, cell: ({ table }) => table }
  const size: Column<Table> = {
    head: words.size,
    cell: ({ sizeBytes }) => format.sizeBytes(sizeBytes),
    wideOnly: true,
  }
  return (
    <>
      <Section title={words.scanned} description={words.scannedHelp}>
        <OrNothing rows={insight.scanned} nothing={words.noScanned}>
          <FigureTable
            label={words.scanned}
            rows={insight.scanned}
            keyOf={({ table }) => table}
            columns={[
              name,
              { head: words.scans, cell: ({ sequentialScans }) => format.number(sequentialScans) },
              { head: words.rowsRead, cell: ({ rowsReadInScans }) => format.number(rowsReadInScans) },
              size,
            ]}
          />
        </OrNothing>
      </Section>
      <Section title={words.unused} description={words.unusedHelp}>
        <OrNothing rows={insight.unused} nothing={words.noUnused}>
          <FigureTable
            label={words.unused}
            rows={insight.unused}
            keyOf={({ index }) => index}
            columns={[
              { head: words.index, cell: ({ index }) => index },
              { head: words.table, cell: ({ table }) => table, isFigure: false, wideOnly: true },
              { head: words.size, cell: ({ sizeBytes }) => format.sizeBytes(sizeBytes) },
            ]}
          />
        </OrNothing>
      </Section>
      <Section title={words.bloated} description={words.bloatedHelp}>
        <OrNothing rows={insight.bloated} nothing={words.noBloated}>
          <FigureTable
            label={words.bloated}
            rows={insight.bloated}
            keyOf={({ table }) => table}
            columns={[
              name,
              { head: words.bloat, cell: ({ bloatBytes }) => format.sizeBytes(bloatBytes ?? 0) },
              { head: words.dead, cell: ({ deadRows }) => format.number(deadRows) },
              size,
            ]}
          />
        </OrNothing>
      </Section>
    </>
  )
}

function LockPanel({ insight }: { readonly insight: DatabaseInsight }) {
  const words = useWords(performanceWords)
  const format = usePerformanceFormat()
  const { used, most } = insight.connections
  return (
    <Section title={words.locks} description={words.locksHelp}>
      <OrNothing rows={insight.waiting} nothing={words.noLocks}>
        <FigureTable
          label={words.locks}
          rows={insight.waiting}
          keyOf={({ role, waitsFor, sinceSeconds }) => `${role} ${waitsFor} ${sinceSeconds}`}
          columns={[
            { head: words.role, cell: ({ role }) => role },
            { head: words.waits, cell: ({ waitsFor }) => waitsFor, isFigure: false },
            { head: words.since, cell: ({ sinceSeconds }) => format.durationMs(sinceSeconds * 1_000) },
            { head: words.blockedBy, cell: ({ blockedBy }) => blockedBy.join(', '), isFigure: false },
          ]}
        />
      </OrNothing>
      <p className="mt-3 text-ink-faint text-xs">
        {words.connectionsUsed(format.number(used), format.number(most))}
      </p>
    </Section>
  )
}

function ServerStatements({ statements }: { readonly statements: DatabaseInsight['statements'] }) {
  const words = useWords(performanceWords)
  const format = usePerformanceFormat()
  return (
    <Section title={words.serverStatements} description={words.serverStatementsHelp}>
      <OrNothing rows={statements ?? []} nothing={words.noServerStatements}>
        <FigureTable
          label={words.serverStatements}
          rows={statements ?? []}
          keyOf={({ role, text }) => `${role} ${text}`}
          columns={[
            {
              head: words.statement,
              cell: ({ text, role }) => (
                <>
                  <code className="line-clamp-2 font-mono text-xs">{text}</code>
                  <span className="block text-2xs text-ink-faint">{role}</span>
                </>
              ),
            },
            { head: words.count, cell: ({ calls }) => format.number(calls) },
            { head: words.mean, cell: ({ meanMs }) => format.ms(meanMs), wideOnly: true },
            { head: words.total, cell: ({ totalMs }) => format.durationMs(totalMs) },
            {
              head: words.inMemory,
              cell: ({ hitShare }) => (hitShare === null ? '' : format.percent(hitShare)),
              wideOnly: true,
            },
          ]}
        />
      </OrNothing>
    </Section>
  )
}

type OrNothingProps = {
  readonly rows: readonly unknown[]
  readonly nothing: string
  readonly children: ReactNode
}

function OrNothing({ rows, nothing, children }: OrNothingProps) {
  return rows.length === 0 ? <p className="text-ink-soft">{nothing}</p> : children
}
