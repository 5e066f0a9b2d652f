import { useQuery } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { listSources } from '../contract.ts'
import { SourceRow } from './SourceRow.tsx'
import { sourceWords } from './words.ts'

/** Every metadata source: how it stands, and switching and testing it. */
export function SourcesPanel() {
  const words = useWords(sourceWords)
  const sources = useQuery({
    queryKey: ['sources'],
    queryFn: ({ signal }) => call(listSources, {}, { signal }),
  })
  return (
    <Section title={words.title} description={words.panelDescription}>
      {sources.isPending ? <Loading rows={5} /> : null}
      {sources.isError ? (
        <ErrorState error={sources.error} onRetry={() => void sources.refetch()} small />
      ) : null}
      {sources.data?.sourcesOn === false ? <p className="mb-2 text-ink-soft">{words.allOff}</p> : null}
      <ul className="divide-y border-y empty:hidden">
        {sources.data?.items.map((each) => (
          <SourceRow key={each.source} source={each} />
        ))}
      </ul>
    </Section>
  )
}
