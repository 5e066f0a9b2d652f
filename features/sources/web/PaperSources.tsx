import { useMutation, useQuery } from '@tanstack/react-query'
import { FileDown, RefreshCw } from 'lucide-react'
import type { PaperDetail } from '#features/papers/contract.ts'
import { correctPaper } from '#features/papers/contract.ts'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { say } from '#web/ui/toasts.ts'
import { fetchOpenCopy, type PaperSource, refreshPaper } from '../contract.ts'
import { Notices } from './Notices.tsx'
import { paperSourcesQuery } from './paper-sources-query.ts'
import { sourceWords } from './words.ts'

type Props = { readonly paper: PaperDetail; readonly mayWrite: boolean }

/** Who was asked about the paper and when; what became known of it; what was set aside; and asking again. */
export function PaperSources({ paper, mayWrite }: Props) {
  const words = useWords(sourceWords)
  const format = useFormat()
  const failureWords = useFailureWords()
  const said = useQuery(paperSourcesQuery(paper.id))
  const params = { paperId: paper.id }
  const onError = (error: Error) => say({ title: failureWords(error).title })
  const refreshing = useMutation({
    mutationFn: () => call(refreshPaper, { params }),
    onSuccess: () => say({ title: words.refreshing }),
    onError,
  })
  const fetching = useMutation({
    mutationFn: () => call(fetchOpenCopy, { params }),
    onSuccess: () => say({ title: words.openCopyAsked }),
    onError,
  })
  if (said.isPending) return <Loading rows={2} />
  if (said.isError) return <ErrorState error={said.error} onRetry={() => void said.refetch()} small />
  const { items, sourcesOn } = said.data
  const trusted = items.filter(({ verdict }) => verdict === 'trusted')
  const hasCopy = trusted.some(({ facts }) => facts.openCopy !== null) && paper.files.length === 0
  return (
    <section>
      <h2 className="mb-1 font-medium text-ink-faint text-xs">{words.title}</h2>
      <div className="flex flex-col gap-2.5 border-y py-2.5 text-sm">
        <Notices notices={trusted.flatMap(({ facts }) => facts.notices)} />
        {items
          .filter(({ verdict }) => verdict === 'set_aside')
          .map((each) => (
            <SetAside key={each.source} said={each} paperId={paper.id} mayWrite={mayWrite} />
          ))}
        {trusted.length === 0 ? (
          <p className="text-ink-soft">{sourcesOn ? words.none : words.off}</p>
        ) : (
          <ul className="flex flex-wrap gap-x-4 gap-y-1">
            {trusted.map(({ source, fetchedAt }) => (
              <li key={source}>
                {words.sourceNames[source]}{' '}
                <span className="text-2xs text-ink-faint">{words.askedWhen(format.date(fetchedAt))}</span>
              </li>
            ))}
          </ul>
        )}
        {mayWrite && sourcesOn ? (
          <div className="flex flex-wrap gap-2">
            <Button size="sm" busy={refreshing.isPending} onClick={() => refreshing.mutate()}>
              <RefreshCw aria-hidden />
              {words.refresh}
            </Button>
            {hasCopy ? (
              <Button size="sm" busy={fetching.isPending} onClick={() => fetching.mutate()}>
                <FileDown aria-hidden />
                {words.openCopy}
              </Button>
            ) : null}
          </div>
        ) : null}
      </div>
    </section>
  )
}

type SetAsideProps = {
  readonly said: PaperSource
  readonly paperId: PaperDetail['id']
  readonly mayWrite: boolean
}

/** A printed DOI that is not the paper's, or that nobody knows; whoever knows better takes it all the same. */
function SetAside({ said, paperId, mayWrite }: SetAsideProps) {
  const words = useWords(sourceWords)
  const failureWords = useFailureWords()
  const doi = said.csl.DOI ?? ''
  const using = useMutation({
    mutationFn: () => call(correctPaper, { params: { paperId }, body: { doi } }),
    onError: (error) => say({ title: failureWords(error).title }),
  })
  return (
    <div className="rounded-md bg-care-tint px-2.5 py-2 text-care" role="note">
      <p className="font-medium break-words">{words.setAsideTitle(doi)}</p>
      <p className="text-xs">
        {said.reason === 'title_differs' ? words.setAsideOther(said.csl.title ?? '') : words.setAsideUnknown}
      </p>
      {mayWrite ? (
        <Button size="sm" className="mt-1.5" busy={using.isPending} onClick={() => using.mutate()}>
          {words.useAnyway}
        </Button>
      ) : null}
    </div>
  )
}
