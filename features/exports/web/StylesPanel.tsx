import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { call } from '#web/lib/call.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { say } from '#web/ui/toasts.ts'
import { removeStyle } from '../contract.ts'
import { AddStyleButton } from './AddStyleButton.tsx'
import { ownStylesQuery } from './cite-queries.ts'
import { exportWords } from './words.ts'

/** The styles that administrators added to those that come along. */
export function StylesPanel() {
  const words = useWords(exportWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const styles = useQuery(ownStylesQuery)
  const removing = useMutation({
    mutationFn: ({ id }: { id: string; title: string }) => call(removeStyle, { params: { styleId: id } }),
    onSuccess: (_done, { title }) => say({ title: words.styleRemoved(title) }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['styles'] }),
  })
  return (
    <Section title={words.stylesTitle} description={words.stylesHelp}>
      {styles.isPending ? <Loading rows={1} /> : null}
      {styles.isError ? (
        <ErrorState error={styles.error} onRetry={() => void styles.refetch()} small />
      ) : null}
      {styles.data?.items.length === 0 ? <p className="text-ink-soft">{words.stylesNone}</p> : null}
      <ul className="divide-y border-y empty:hidden">
        {styles.data?.items.map((style) => (
          <li key={style.id} className="flex items-center gap-2 py-2">
            <div className="min-w-0 flex-1">
              <p className="truncate">{style.title}</p>
              <p className="truncate text-ink-faint text-xs">{style.id}</p>
            </div>
            <IconButton
              icon={<Trash2 aria-hidden />}
              label={`${words.removeStyle}: ${style.title}`}
              disabled={removing.isPending}
              onClick={() => removing.mutate(style)}
            />
          </li>
        ))}
      </ul>
      <div className="mt-3">
        <AddStyleButton />
      </div>
    </Section>
  )
}
