import type { z } from 'zod'
import { editablePapers, pageCountsOf } from '#features/papers/server/papers.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { concurrencyOf } from '#platform/queue/names.ts'
import type { BatchAsked, batchEstimate, ProviderId } from '../../contract.ts'
import { expectedUse } from '../expected-use.ts'
import { type Provider, requireProviders } from '../request-analysis.ts'
import { pastAnswers } from './batch-queries.ts'

const durationMsKnownFrom = 3
const assumedMs = { local: { low: 300, high: 5_000 }, other: { low: 5_000, high: 90_000 } }

/**
 * What asking about so many papers would take: by list prices, by the papers' pages, and by how long the same models took
 * before. Papers without text are counted apart; nobody can read them.
 * @throws Problem selection_empty | too_many_papers | library_read_only | key_not_found | no_providers_chosen
 */
export async function estimateBatch(
  house: House,
  tx: UserTx,
  { papers, choices }: BatchAsked,
): Promise<z.input<typeof batchEstimate>> {
  const ids = (await editablePapers(tx, papers)).flatMap(({ paperIds }) => paperIds)
  const pages = await pageCountsOf(tx, ids)
  const providers = await requireProviders(tx, choices)
  const parts: Awaited<ReturnType<typeof estimateProvider>>[] = []
  for (const provider of providers) parts.push(await estimateProvider(tx, provider, pages, house.clock.now()))
  const places = concurrencyOf(house.config, 'analysis')
  const sum = (of: (part: (typeof parts)[number]) => number) =>
    parts.reduce((total, part) => total + of(part), 0)
  return {
    papers: pages.length,
    withoutText: ids.length - pages.length,
    answers: pages.length * providers.length,
    inputTokens: sum(({ inputTokens }) => inputTokens),
    outputTokens: sum(({ outputTokens }) => outputTokens),
    costMicroUsd: sum(({ costMicroUsd }) => costMicroUsd ?? 0),
    unpriced: parts.flatMap(({ costMicroUsd, label }) => (costMicroUsd === null ? [label] : [])),
    // As many at once as there are places; the longest is waited for at the end.
    fastestMs: Math.round(sum(({ lowMs }) => lowMs) / places),
    slowestMs: Math.round(
      sum(({ highMs }) => highMs) / places + Math.max(0, ...parts.map(({ oneHighMs }) => oneHighMs)),
    ),
  }
}

/** How long one answer of a model probably takes: from the fastest to the slowest that is likely. */
async function durationOf(tx: UserTx, provider: ProviderId, model: string | null) {
  const past = await pastAnswers(tx, provider, model)
  const assumed = provider === 'local' ? assumedMs.local : assumedMs.other
  const isKnown = past.count >= durationMsKnownFrom
  return {
    past,
    low: (isKnown ? past.low_ms : null) ?? assumed.low,
    high: (isKnown ? past.high_ms : null) ?? assumed.high,
  }
}

/** How long so many more answers of each of these providers will take. */
export async function remainingTime(
  house: House,
  tx: UserTx,
  open: readonly { readonly provider: ProviderId; readonly model: string | null; readonly answers: number }[],
): Promise<{ fastestMs: number; slowestMs: number }> {
  const places = concurrencyOf(house.config, 'analysis')
  const sum = { low: 0, high: 0, longest: 0 }
  for (const { provider, model, answers } of open) {
    if (answers === 0) continue
    const { low, high } = await durationOf(tx, provider, model)
    sum.low += low * answers
    sum.high += high * answers
    sum.longest = Math.max(sum.longest, high)
  }
  return {
    fastestMs: Math.round(sum.low / places),
    slowestMs: Math.round(sum.high / places + sum.longest),
  }
}

async function estimateProvider(
  tx: UserTx,
  { provider, model, label }: Provider,
  pages: readonly number[],
  at: Date,
) {
  const { low, high, past } = await durationOf(tx, provider, model)
  const time = {
    lowMs: low * pages.length,
    highMs: high * pages.length,
    oneHighMs: pages.length === 0 ? 0 : high,
  }
  if (provider === 'local') return { label, inputTokens: 0, outputTokens: 0, costMicroUsd: 0, ...time }
  const uses = pages.map((count) => expectedUse({ provider, model, at }, count, past.output_tokens))
  return {
    label,
    inputTokens: uses.reduce((total, { inputTokens }) => total + inputTokens, 0),
    outputTokens: uses.reduce((total, { outputTokens }) => total + outputTokens, 0),
    costMicroUsd: uses.reduce<number | null>(
      (total, { costMicroUsd: cost }) => (total === null || cost === null ? null : total + cost),
      0,
    ),
    ...time,
  }
}
