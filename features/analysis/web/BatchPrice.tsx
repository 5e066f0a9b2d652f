import { useMutation } from '@tanstack/react-query'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import type { BatchEstimate } from '../contract.ts'
import { PriceList } from './PriceList.tsx'
import { analysisWords } from './words.ts'

type Props = {
  readonly estimate: BatchEstimate
  readonly onBack: () => void
  readonly onConfirm: () => Promise<void>
}

/** What asking would take, before anybody is asked. */
export function BatchPrice({ estimate, onBack, onConfirm }: Props) {
  const words = useWords(analysisWords)
  const format = useFormat()
  const confirming = useMutation({ mutationFn: onConfirm })
  const { papers, withoutText } = estimate
  return (
    <div className="flex flex-col gap-4">
      <PriceList estimate={estimate} />
      {withoutText > 0 ? (
        <p className="text-care text-sm">{words.batchWithoutText(withoutText, format.number(withoutText))}</p>
      ) : null}
      {confirming.error === null ? null : <ErrorState error={confirming.error} small />}
      <div className="flex justify-end gap-2">
        <Button onClick={onBack}>{words.back}</Button>
        <Button
          look="primary"
          disabled={papers === 0}
          busy={confirming.isPending}
          onClick={() => confirming.mutate()}
        >
          {words.batchConfirm(papers, format.number(papers))}
        </Button>
      </div>
    </div>
  )
}
