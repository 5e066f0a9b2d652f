import { answerId, libraryId, type PaperId, paperId, providerKeyId } from '#contract/ids.ts'
import { findStandIn } from '#features/vault/server/vault.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { JobFailure } from '#platform/queue/failure.ts'
import type { ExpectedFailure } from './answer-failure.ts'
import { askAnswerJob } from './jobs.ts'
import { putJob, putStandIn } from './queries.ts'

/** Failures after which a provider is taken to stay down: one could be chance. */
const failuresMin = 2
const down: ReadonlySet<string> = new Set(['overloaded', 'timeout', 'connection_lost'])

type Given = {
  readonly id: string
  readonly library_id: string
  readonly paper_id: string
  readonly key_id: string | null
  /** The keys that were asked before this one, and stayed down. */
  readonly passed_keys: readonly string[]
}

/** Whether this failure is one after which somebody else may answer, if the person allowed it. */
export function staysDown(
  { error, isLeftAlone }: Pick<ExpectedFailure, 'error' | 'isLeftAlone'>,
  attempt: number,
  given: Given,
): boolean {
  if (given.key_id === null) return false
  // What others found out, this answer need not find out again.
  if (isLeftAlone) return true
  return error instanceof JobFailure && down.has(error.code) && attempt >= failuresMin
}

/**
 * Gives an answer to the provider that the person named to stand in, with a job of its own. One that stays down too is stood
 * in for by whom the person named for it, and so on down their list; nobody is asked a second time.
 * @returns whether there is one
 */
export async function handOver(tx: UserTx, given: Given): Promise<boolean> {
  if (given.key_id === null) return false
  const standIn = await findStandIn(tx, providerKeyId.parse(given.key_id))
  if (standIn === undefined || given.passed_keys.includes(standIn.id)) return false
  const { id: key, provider, label, model, baseUrl } = standIn
  await putStandIn(tx, given.id, { provider, key_id: key, label, model, asked_model: model })
  const paper: PaperId = paperId.parse(given.paper_id)
  const job = await enqueue(
    tx,
    askAnswerJob,
    { answerId: answerId.parse(given.id) },
    {
      key: `${given.id} instead ${key}`,
      subject: { kind: 'paper', id: paper },
      lane: `${provider} ${new URL(baseUrl).host}`,
      variant: model,
    },
  )
  await putJob(tx, given.id, job)
  announce(tx, { libraryId: libraryId.parse(given.library_id) }, [{ topic: 'analyses', id: paper }])
  return true
}
