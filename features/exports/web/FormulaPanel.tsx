import { useQuery } from '@tanstack/react-query'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { Section } from '#web/ui/Section.tsx'
import { formulaQuery } from './cite-queries.ts'
import { FormulaForm } from './FormulaForm.tsx'
import { exportWords } from './words.ts'

type Props = { readonly libraryId: string; readonly mayWrite: boolean }

/** How citation keys of a library are made. */
export function FormulaPanel({ libraryId, mayWrite }: Props) {
  const words = useWords(exportWords)
  const formula = useQuery(formulaQuery(libraryId))
  return (
    <Section title={words.keysTitle} description={words.keysHelp}>
      {formula.isPending ? <Loading rows={2} /> : null}
      {formula.isError ? (
        <ErrorState error={formula.error} onRetry={() => void formula.refetch()} small />
      ) : null}
      {formula.data === undefined ? null : <FormulaForm saved={formula.data} mayWrite={mayWrite} />}
    </Section>
  )
}
