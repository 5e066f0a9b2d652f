import { z } from 'zod'
import { asApiProblem } from '../api-problem.ts'
import { useFormat } from '../format.ts'
import { useFailureTexts } from './failure-texts.ts'
import type { FailureWords } from './problems.en.ts'

/** What the refusal of a limit tells of it. */
const reached = z.object({
  appliesTo: z.enum(['person', 'house']),
  meter: z.enum(['analyses', 'tokens', 'micro_usd']),
  period: z.enum(['day', 'month']),
  limit: z.number(),
  used: z.number(),
  reserved: z.number(),
  opensAt: z.string(),
})

/** Says any thrown value in the words of its problem code. */
export function useFailureWords(): (error: unknown) => FailureWords {
  const { problems: words, limit, lockedFor } = useFailureTexts()
  const format = useFormat()
  return (error) => {
    const { code, details } = asApiProblem(error)
    const told = code === 'usage_limit_reached' ? reached.safeParse(details).data : undefined
    // Who locked the account said why.
    if (code === 'account_locked' && typeof details.reason === 'string')
      return { ...words[code], help: lockedFor(details.reason) }
    if (told === undefined) return words[code]
    const amount = told.meter === 'micro_usd' ? format.costMicroUsd : format.number
    const help = limit.sentence(limit.meters[told.meter], limit[told.appliesTo], limit.periods[told.period], {
      taken: amount(told.used + told.reserved),
      limit: amount(told.limit),
      opens: format.dateTime(told.opensAt),
    })
    return { ...words[code], help }
  }
}
