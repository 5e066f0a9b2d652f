import { reserve } from '#features/usage/server/usage.ts'
import { costOf } from '#features/vault/contract.ts'
import { type UserTx, userOf } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import type { ProviderId } from '../contract.ts'
import { pastAnswers } from './batch/batch-queries.ts'

// A printed page is taken for 3,100 characters and a token for four: assumptions, which docs/analysis.md states.
const tokensPerPage = 780
// The question itself with the schema of the answer.
const tokensOfQuestion = 2_000
// About thirty claims with their quotes, where nothing is known yet.
const tokensOfAnswer = 2_500

type Asked = { readonly provider: ProviderId; readonly model: string | null }

/**
 * What one answer about a paper is expected to take, by list prices.
 * @param pastOutputTokens what earlier answers of the model came to; null: there are none
 */
export function expectedUse(
  { provider, model, at }: Asked & { readonly at: Date },
  pageCount: number,
  pastOutputTokens: number | null,
) {
  if (provider === 'local') return { inputTokens: 0, outputTokens: 0, costMicroUsd: 0 }
  const tokens = {
    inputTokens: tokensOfQuestion + pageCount * tokensPerPage,
    outputTokens: Math.round(pastOutputTokens ?? tokensOfAnswer),
  }
  return { ...tokens, costMicroUsd: costOf({ provider, model, at }, tokens) }
}

/** What earlier answers of a model came to, looked up once for each. */
export type PastUse = (asked: Asked) => ReturnType<typeof pastAnswers>

/** For as long as a transaction: what is answered meanwhile changes no estimate by much. */
export function openPastUse(tx: UserTx): PastUse {
  const known = new Map<string, ReturnType<typeof pastAnswers>>()
  return ({ provider, model }) => {
    const key = `${provider} ${model ?? ''}`
    const past = known.get(key) ?? pastAnswers(tx, provider, model)
    known.set(key, past)
    return past
  }
}

/**
 * Holds back what these answers are expected to take, once for each; the built-in reader takes nothing.
 * @throws Problem usage_limit_reached
 */
export async function reserveAnswers(
  house: House,
  tx: UserTx,
  answers: readonly (Asked & { readonly answerId: string })[],
  { pageCount, past = openPastUse(tx) }: { readonly pageCount: number; readonly past?: PastUse | undefined },
): Promise<void> {
  const userId = userOf(tx)
  if (!userId) throw new Error('an answer is asked for by a person')
  for (const { answerId, provider, model } of answers) {
    if (provider === 'local') continue
    const { output_tokens: pastTokens } = await past({ provider, model })
    const use = expectedUse({ provider, model, at: house.clock.now() }, pageCount, pastTokens)
    const tokens = use.inputTokens + use.outputTokens
    await reserve(house, tx, {
      userId,
      subject: answerId,
      analyses: 1,
      tokens,
      microUsd: use.costMicroUsd ?? 0,
    })
  }
}
