import { useMutation, useQuery } from '@tanstack/react-query'
import { type Allowance, getAllowances } from '#features/usage/contract.ts'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import type { BatchEstimate } from '../contract.ts'
import { analysisWords } from './words.ts'

type Props = {
  readonly estimate: BatchEstimate
  readonly onBack: () => void
  readonly onConfirm: () => Promise<void>
}

const roomIn = ({ hard, used, reserved }: Allowance) => Math.max(0, (hard ?? 0) - used - reserved)

/** What asking would take, before anybody is asked. */
export function BatchPrice({ estimate, onBack, onConfirm }: Props) {
  const words = useWords(analysisWords)
  const format = useFormat()
  const confirming = useMutation({ mutationFn: onConfirm })
  const allowances = useQuery({
    queryKey: ['usage', 'allowances'],
    queryFn: ({ signal }) => call(getAllowances, {}, { signal }),
  })
  const limited = allowances.data?.items.filter(({ hard }) => hard !== null) ?? []
  const { papers, withoutText, answers, inputTokens, outputTokens, costMicroUsd, unpriced } = estimate
  const rows = [
    [words.batchPapers, format.number(papers)],
    [words.batchAnswers, format.number(answers)],
    [words.batchTokens, words.tokensAbout(format.number(inputTokens), format.number(outputTokens))],
    [
      words.batchCost,
      costMicroUsd === 0 && unpriced.length > 0 ? words.costUnknown : format.costMicroUsd(costMicroUsd),
    ],
    [
      words.batchTime,
      words.between(format.durationMs(estimate.fastestMs), format.durationMs(estimate.slowestMs)),
    ],
    ...limited.map((allowance) => [
      words.leftOf(words.leftPeriods[allowance.period], allowance.appliesTo === 'house'),
      words.left[allowance.meter](
        allowance.meter === 'micro_usd'
          ? format.costMicroUsd(roomIn(allowance))
          : format.number(roomIn(allowance)),
      ),
    ]),
  ]
  return (
    <div className="flex flex-col gap-4">
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 text-sm">
        {rows.map(([name, value]) => (
          <div key={`${name} ${value}`} className="contents">
            <dt className="text-ink-soft">{name}</dt>
            <dd className="font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      {withoutText > 0 ? (
        <p className="text-care text-sm">{words.batchWithoutText(withoutText, format.number(withoutText))}</p>
      ) : null}
      {unpriced.length > 0 ? (
        <p className="text-care text-sm">{words.batchUnpriced(format.list([...unpriced]))}</p>
      ) : null}
      <p className="text-ink-faint text-xs">{words.estimateHelp}</p>
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
