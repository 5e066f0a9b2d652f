import { useQuery } from '@tanstack/react-query'
import { type Allowance, getAllowances } from '#features/usage/contract.ts'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import type { BatchEstimate } from '../contract.ts'
import { analysisWords } from './words.ts'

const roomIn = ({ hard, used, reserved }: Allowance) => Math.max(0, (hard ?? 0) - used - reserved)

type Props = {
  readonly estimate: BatchEstimate
  /** Of one paper its number is no news. */
  readonly ofOne?: boolean
}

/** What asking would take, beside what is left of the limits. */
export function PriceList({ estimate, ofOne = false }: Props) {
  const words = useWords(analysisWords)
  const format = useFormat()
  const allowances = useQuery({
    queryKey: ['usage', 'allowances'],
    queryFn: ({ signal }) => call(getAllowances, {}, { signal }),
  })
  const limited = allowances.data?.items.filter(({ hard }) => hard !== null) ?? []
  const { papers, answers, inputTokens, outputTokens, costMicroUsd, unpriced } = estimate
  const rows = [
    ...(ofOne
      ? []
      : [
          [words.batchPapers, format.number(papers)],
          [words.batchAnswers, format.number(answers)],
        ]),
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
    <>
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5 text-sm">
        {rows.map(([name, value]) => (
          <div key={`${name} ${value}`} className="contents">
            <dt className="text-ink-soft">{name}</dt>
            <dd className="font-medium">{value}</dd>
          </div>
        ))}
      </dl>
      {unpriced.length > 0 ? (
        <p className="text-care text-sm">{words.batchUnpriced(format.list([...unpriced]))}</p>
      ) : null}
      <p className="text-ink-faint text-xs">{words.estimateHelp}</p>
    </>
  )
}
