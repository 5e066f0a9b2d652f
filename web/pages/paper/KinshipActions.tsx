import { useNavigate } from '@tanstack/react-router'
import { GitMerge, Link2 } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { usePairDecisions } from '#features/duplicates/web/usePairDecisions.ts'
import type { PaperDetail } from '#features/papers/contract.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { paperPageWords } from './words.ts'

const PaperChooser = lazy(async () => ({
  default: (await import('#features/papers/web/PaperChooser.tsx')).PaperChooser,
}))

/** Says of which other paper this one is a version, or with which it is one. */
export function KinshipActions({ paper }: { readonly paper: PaperDetail }) {
  const words = useWords(paperPageWords)
  const navigate = useNavigate()
  const { link, isBusy } = usePairDecisions()
  const [asking, setAsking] = useState<'version' | 'merge'>()
  const onPick = (other: { readonly id: string }) => {
    setAsking(undefined)
    if (asking === 'version') link({ paperId: paper.id, otherId: other.id })
    else void navigate({ to: '/duplicates', search: { keep: paper.id, other: other.id } })
  }
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="sm" busy={isBusy} onClick={() => setAsking('version')}>
        <Link2 aria-hidden />
        {words.isVersionOf}
      </Button>
      <Button size="sm" onClick={() => setAsking('merge')}>
        <GitMerge aria-hidden />
        {words.mergeWith}
      </Button>
      <Suspense>
        {asking === undefined ? null : (
          <PaperChooser
            title={asking === 'version' ? words.isVersionOf : words.mergeWith}
            description={asking === 'version' ? words.isVersionOfHelp : words.mergeWithHelp}
            paper={paper}
            onPick={onPick}
            onClose={() => setAsking(undefined)}
          />
        )}
      </Suspense>
    </div>
  )
}
