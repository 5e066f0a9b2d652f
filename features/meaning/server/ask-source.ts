import type { ProviderKeyId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { type Embedded, embedTexts, ProviderFailure } from '#features/analysis/server/analysis.ts'
import { giveBack, periodsFor, recordCall, reserve } from '#features/usage/server/usage.ts'
import { openKey } from '#features/vault/server/vault.ts'
import type { House } from '#platform/house.ts'
import { type MeaningProblem, meaningProblem } from '../contract.ts'
import { tokensOf } from './cut-passages.ts'
import { costOfTokens, dimensionsOf, introduced } from './models.ts'
import { addSpent } from './source-queries.ts'

export type AskSource = {
  /** Whose source it is: their key is used, and they are charged. */
  readonly ownerId: UserId
  readonly keyId: ProviderKeyId
  readonly model: string
  /** The source that what is spent is added to; undefined while it is only tried. */
  readonly sourceId: string | undefined
  readonly texts: readonly string[]
  readonly role: 'passage' | 'question'
  readonly signal?: AbortSignal
  readonly timeoutMs: number
}

/**
 * Asks for vectors, outside any transaction. Within the owner's limits, and every call that reached the provider is written
 * down in their usage, as each question to one is.
 * @throws ProviderFailure
 * @throws Problem usage_limit_reached | key_not_found | provider_address_refused
 */
export async function askSource(house: House, asked: AskSource): Promise<Embedded> {
  const { ownerId, keyId, model, role } = asked
  const key = await house.database.asUser(ownerId, (tx) => openKey(house, tx, keyId))
  const texts = asked.texts.map((text) => introduced(model, role, text))
  const guessed = texts.reduce((sum, text) => sum + tokensOf(text), 0)
  const costOf = (tokens: number) => costOfTokens(key.provider, model, tokens)
  const subject = crypto.randomUUID()
  await house.database.asSystem('look whether a limit allows vectors', async (tx) => {
    const use = { analyses: 0, tokens: guessed, microUsd: costOf(guessed) ?? 0 }
    await reserve(house, tx, { userId: ownerId, subject, ...use })
    // Held back for no longer than this: a process that dies must not leave it behind, and what is asked takes seconds.
    await giveBack(tx, subject)
  })
  const startedAt = performance.now()
  const dimensions = dimensionsOf(key.provider, model)
  const { signal, timeoutMs } = asked
  // A provider that does not count (Gemini) is charged by what was guessed: nothing would be an unlimited allowance.
  const writeDown = (tokens: number, failureCode: string | null) =>
    house.database.asSystem('write vectors down in the usage of their owner', async (tx) => {
      const costMicroUsd = failureCode === null ? costOf(tokens) : 0
      const book = await periodsFor(house, tx, { subject, userId: ownerId })
      const durationMs = Math.round(performance.now() - startedAt)
      const call = { userId: ownerId, subject, provider: key.provider, model, operation: 'embedding' }
      const came = { failureCode, completes: false, inputTokens: tokens, outputTokens: 0 }
      await recordCall(house, tx, { ...call, ...came, costMicroUsd, durationMs }, book)
      if (asked.sourceId !== undefined && failureCode === null)
        await addSpent(tx, asked.sourceId, { tokens, costMicroUsd })
    })
  try {
    const answer = await embedTexts(house, { key, model, texts, role, dimensions, signal, timeoutMs })
    await writeDown(answer.tokens ?? guessed, null)
    return answer
  } catch (error) {
    if (error instanceof ProviderFailure && error.kind !== 'left_alone') await writeDown(0, error.kind)
    throw error
  }
}

/** What stands in the way, as the screen and the interface say it; undefined for a bug. */
export function problemOf(error: unknown): MeaningProblem | undefined {
  if (error instanceof ProviderFailure) return meaningProblem.catch('unexpected').parse(error.kind)
  return error instanceof Problem ? meaningProblem.safeParse(error.code).data : undefined
}
