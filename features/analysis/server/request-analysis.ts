import { answerId, libraryId, type PaperId, providerKeyId, runId, type UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { pageCountsOf, requirePaper, textStateOf } from '#features/papers/server/papers.ts'
import { listOwnKeys } from '#features/vault/server/vault.ts'
import { announce, type UserTx, userOf } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import type { AnalysisRun, AnswerLanguage, ProviderChoice, ProviderId } from '../contract.ts'
import { listBreakerRows } from './breaker/breaker-queries.ts'
import { type PastUse, reserveAnswers } from './expected-use.ts'
import { askAnswerJob } from './jobs.ts'
import { insertAnswers, insertRun, putJob } from './queries.ts'
import { requireRun } from './runs.ts'

type AnalysisRequest = {
  readonly paperId: PaperId
  readonly choices: readonly ProviderChoice[]
  readonly language: AnswerLanguage
  /** Not from the record; false when left out. */
  readonly fresh?: boolean
  /** The batch it is part of. */
  readonly batchId?: string
  /** Shared by the papers of one transaction. */
  readonly past?: PastUse
}

/** One who can be asked, as the asking person sees them. */
export type Provider = {
  readonly choice: ProviderChoice
  readonly provider: ProviderId
  readonly label: string
  readonly model: string | null
  readonly extractive: boolean
}

const localReader: Provider = {
  choice: 'local',
  provider: 'local',
  label: 'local',
  model: null,
  extractive: true,
}

/** A provider as it is asked, with who stands behind its address: its limits are shared by all who ask there. */
type ChosenProvider = Provider & {
  readonly lane: string | undefined
  /** Null for the built-in reader. */
  readonly baseUrl: string | null
}

/** Whom the asking person can ask: the built-in reader first, then the providers they set up. */
export async function listOwnProviders(tx: UserTx): Promise<Provider[]> {
  return (await listChoices(tx)).map(({ lane: _, baseUrl: __, ...provider }) => provider)
}

/** The same, each with whether it is left alone at the moment. */
export async function listProvidersNow(house: House, userId: UserId) {
  const choices = await house.database.asUser(userId, listChoices)
  const resting = await house.database.asSystem('say which providers are left alone', (tx) =>
    listBreakerRows(tx, house.clock.now()),
  )
  return choices.map(({ lane: _, baseUrl, ...provider }) => {
    const breaker = resting.find(
      (row) => row.provider === provider.provider && row.base_url === baseUrl && row.model === provider.model,
    )
    return { ...provider, leftAloneSince: breaker === undefined ? null : toInstant(breaker.since) }
  })
}

async function listChoices(tx: UserTx): Promise<ChosenProvider[]> {
  const keys = await listOwnKeys(tx)
  return [
    { ...localReader, lane: undefined, baseUrl: null },
    ...keys.map(({ id, provider, label, model, baseUrl }) => ({
      choice: id,
      provider,
      label,
      model,
      extractive: false,
      lane: `${provider} ${new URL(baseUrl).host}`,
      baseUrl,
    })),
  ]
}

/**
 * Asks several providers about a paper: one run, an answer for each, and a job for each answer, all in the caller's
 * transaction. Chosen twice is asked once.
 *
 * @throws Problem paper_not_found | library_read_only | analysis_needs_text | key_not_found | no_providers_chosen |
 *   usage_limit_reached
 */
export async function requestAnalysis(
  house: House,
  tx: UserTx,
  { paperId, choices, language, fresh = false, batchId, past }: AnalysisRequest,
): Promise<AnalysisRun> {
  const userId = userOf(tx)
  if (!userId) throw new Error('an analysis is asked for by a person')
  const paper = await requirePaper(tx, paperId)
  const library = await requireEditableLibrary(tx, libraryId.parse(paper.libraryId))
  const chosen = await requireProviders(tx, choices)
  const textState = await textStateOf(tx, paperId)
  if (textState !== 'ready') throw new Problem('analysis_needs_text', { reason: textState })

  const run = await insertRun(tx, {
    library_id: library,
    paper_id: paperId,
    requested_by: userId,
    language,
    fresh,
    batch_id: batchId ?? null,
  })
  const answers = await insertAnswers(
    tx,
    chosen.map(({ choice, provider, label, model }, position) => ({
      library_id: library,
      run_id: runId.parse(run.id),
      position,
      provider,
      key_id: choice === 'local' ? null : choice,
      label,
      model,
      asked_model: model,
    })),
  )
  const [pageCount = 0] = await pageCountsOf(tx, [paperId])
  const asked = answers.map(({ id, position }) => ({
    answerId: id,
    provider: chosen[position]?.provider ?? 'local',
    model: chosen[position]?.model ?? null,
  }))
  await reserveAnswers(house, tx, asked, { pageCount, past })
  for (const { id, position } of answers) {
    const { lane, model } = chosen[position] ?? {}
    const payload = { answerId: answerId.parse(id) }
    const job = await enqueue(tx, askAnswerJob, payload, {
      key: id,
      subject: { kind: 'paper', id: paperId },
      ...(lane ? { lane } : {}),
      ...(model ? { variant: model } : {}),
    })
    await putJob(tx, id, job)
  }
  announce(tx, { libraryId: library }, [{ topic: 'analyses', id: paperId }])
  return requireRun(tx, runId.parse(run.id))
}

/** @throws Problem key_not_found | no_providers_chosen */
export async function requireProviders(
  tx: UserTx,
  choices: readonly ProviderChoice[],
): Promise<ChosenProvider[]> {
  const providers = await listChoices(tx)
  const chosen = [...new Set(choices)].map((choice) => {
    const provider = providers.find((known) => known.choice === choice)
    if (!provider)
      throw new Problem('key_not_found', { choice: providerKeyId.safeParse(choice).data ?? null })
    return provider
  })
  if (chosen.length === 0) throw new Problem('no_providers_chosen')
  return chosen
}
