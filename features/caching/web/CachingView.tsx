import { useQuery } from '@tanstack/react-query'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { FigureTable } from '#web/ui/FigureTable.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import type { Caching } from '../contract.ts'
import { cachingQuery } from './caching-queries.ts'
import { ClearForm } from './parts/ClearForm.tsx'
import { NamespaceName } from './parts/NamespaceName.tsx'
import { NamespaceTable } from './parts/NamespaceTable.tsx'
import { cachingWords } from './words.ts'

/** What all processes keep of answers, how often it is of use, and the ways to clear it. */
export function CachingView() {
  const words = useWords(cachingWords)
  const caching = useQuery(cachingQuery)
  if (caching.isPending) return <Loading rows={8} />
  if (caching.isError)
    return <ErrorState error={caching.error} onRetry={() => void caching.refetch()} small />
  const { on, namespaces } = caching.data
  return (
    <>
      {on ? null : (
        <p role="status" className="mb-4 rounded-md bg-care-tint px-3 py-2 text-care">
          <strong className="font-medium">{words.off}.</strong> {words.offHelp}
        </p>
      )}
      <Section title={words.names} description={words.namesHelp}>
        {namespaces.length === 0 ? (
          <p className="text-ink-soft">{words.nothing}</p>
        ) : (
          <NamespaceTable namespaces={namespaces} />
        )}
      </Section>
      <ClearForm />
      <ProcessPanel caching={caching.data} />
      <TopKeys caching={caching.data} />
    </>
  )
}

function ProcessPanel({ caching }: { readonly caching: Caching }) {
  const words = useWords(cachingWords)
  const format = useFormat()
  return (
    <Section title={words.processes} description={words.processesHelp}>
      <FigureTable
        label={words.processes}
        rows={caching.processes}
        keyOf={({ process }) => process}
        columns={[
          { head: words.process, cell: ({ process }) => process },
          {
            head: words.used,
            cell: ({ bytes, mostBytes }) =>
              words.usedOf(format.sizeBytes(bytes), format.sizeBytes(mostBytes)),
          },
          { head: words.entries, cell: ({ entries }) => format.number(entries), wideOnly: true },
          {
            head: words.state,
            isFigure: false,
            cell: ({ listening, shared }) => (
              <>
                <span className={listening ? undefined : 'text-care'}>
                  {listening ? words.listening : words.deaf}
                </span>
                {shared === null ? null : (
                  <span className={shared.ready ? 'block' : 'block text-care'}>
                    {shared.ready ? words.redisReady : words.redisAway}
                  </span>
                )}
              </>
            ),
          },
        ]}
      />
    </Section>
  )
}

function TopKeys({ caching }: { readonly caching: Caching }) {
  const words = useWords(cachingWords)
  const format = useFormat()
  const rows = caching.topKeys.map((key, place) => ({ ...key, place }))
  return (
    <Section title={words.topKeys} description={words.topKeysHelp}>
      {rows.length === 0 ? (
        <p className="text-ink-soft">{words.noTopKeys}</p>
      ) : (
        <FigureTable
          label={words.topKeys}
          rows={rows}
          keyOf={({ place }) => String(place)}
          columns={[
            {
              head: words.key,
              cell: ({ namespace, label }) => (
                <>
                  <NamespaceName name={namespace} />
                  {label === '' ? null : <span className="block text-2xs text-ink-faint">{label}</span>}
                </>
              ),
            },
            { head: words.hits, cell: ({ hits }) => format.number(hits) },
            { head: words.bytes, cell: ({ bytes }) => format.sizeBytes(bytes) },
          ]}
        />
      )}
    </Section>
  )
}
