import type { z } from 'zod'
import { providerKeyId, type UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { listOwnKeys } from '#features/vault/server/vault.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import {
  type controlMeaning,
  type estimateMeaning,
  type MeaningWanted,
  meaningProblem,
  type meaningState,
} from '../contract.ts'
import { askSource, problemOf } from './ask-source.ts'
import { enqueueBuild, tellOwner } from './build.ts'
import { costOfTokens, modelsOf } from './models.ts'
import { countRead, deletePassages, sizeOfUnread } from './passage-queries.ts'
import {
  deleteSource,
  findSource,
  ownedLibraries,
  putSource,
  renewStamp,
  type Source,
  setStopped,
} from './source-queries.ts'

// A page has about 780 tokens (docs/analysis.md), a token three bytes of a record in any script: assumptions of the estimate.
const tokensPerPage = 780
const bytesPerToken = 3
/** Of a passage beside its numbers: its row, the rows' places in indexes, and how it begins. */
const bytesBesideVector = 700
const tryMs = 30_000

type Work = z.input<typeof estimateMeaning.reply>

/** Providers of the asking person that have models for vectors. */
async function listOffered(tx: UserTx) {
  return (await listOwnKeys(tx)).flatMap((key) => {
    const models = modelsOf(key.provider)
    return models === undefined ? [] : [{ ...key, models: [...models] }]
  })
}

type OfWork = {
  readonly stamp: string
  readonly readsTexts: boolean
  readonly model: string
  readonly keyId: string | null
}

async function workLeft(tx: UserTx, user: UserId, { keyId, model, ...of }: OfWork): Promise<Work> {
  const libraries = await ownedLibraries(tx, user)
  const { papers, bytes, pages } = await sizeOfUnread(tx, { ...of, libraries })
  const tokens = Math.ceil(bytes / bytesPerToken) + pages * tokensPerPage
  const provider = (await listOffered(tx)).find(({ id }) => id === keyId)?.provider
  return { papers, tokens, costMicroUsd: provider ? costOfTokens(provider, model, tokens) : null }
}

const noStamp = '00000000-0000-0000-0000-000000000000'

/** What a source would be sent if it were chosen now. @throws Problem key_not_found */
export async function estimate(tx: UserTx, user: UserId, wanted: MeaningWanted): Promise<Work> {
  await requireOffered(tx, wanted)
  const source = await findSource(tx)
  const isSame = source?.provider_key_id === wanted.keyId && source.model === wanted.model
  return workLeft(tx, user, { ...wanted, stamp: isSame ? source.stamp : noStamp })
}

/** @throws Problem key_not_found, also for a provider without such models */
async function requireOffered(tx: UserTx, { keyId }: MeaningWanted): Promise<void> {
  if (!(await listOffered(tx)).some(({ id }) => id === keyId)) throw new Problem('key_not_found')
}

const off = { source: null, state: 'off', problem: null, papers: { all: 0, done: 0 }, passages: 0 } as const
const nothing = { papers: 0, tokens: 0, costMicroUsd: 0 }

/** Who makes vectors for the asking person, and how far that is. */
export async function readMeaning(tx: UserTx, user: UserId): Promise<z.input<typeof meaningState>> {
  const keys = await listOffered(tx)
  const offered = keys.map(({ id, label, models }) => ({ keyId: id, label, models }))
  const source = await findSource(tx)
  if (source === undefined)
    return { ...off, sizeBytes: 0, left: nothing, spent: { tokens: 0, costMicroUsd: 0 }, offered }
  const of = { stamp: source.stamp, readsTexts: source.reads_texts }
  const { papers, waiting, passages } = await countRead(tx, {
    ...of,
    libraries: await ownedLibraries(tx, user),
  })
  const dimensions = source.dimensions ?? 0
  return {
    source: {
      keyId: source.provider_key_id === null ? null : providerKeyId.parse(source.provider_key_id),
      label: keys.find(({ id }) => id === source.provider_key_id)?.label ?? null,
      model: source.model,
      readsTexts: source.reads_texts,
      dimensions: source.dimensions,
      chosenAt: toInstant(source.chosen_at),
    },
    state: stateOf(source, waiting),
    problem:
      source.problem === null || source.problem_at === null
        ? null
        : {
            code: meaningProblem.catch('unexpected').parse(source.problem),
            at: toInstant(source.problem_at),
          },
    papers: { all: papers, done: papers - waiting },
    passages,
    sizeBytes: passages * (Math.ceil(dimensions * 2.125) + bytesBesideVector),
    left: await workLeft(tx, user, { ...of, model: source.model, keyId: source.provider_key_id }),
    spent: { tokens: source.tokens, costMicroUsd: source.cost_known ? source.cost_micro_usd : null },
    offered,
  }
}

function stateOf(source: Source, waiting: number): z.input<typeof meaningState>['state'] {
  if (source.stopped) return 'stopped'
  if (source.problem !== null || source.provider_key_id === null) return 'failing'
  return waiting > 0 ? 'building' : 'ready'
}

/**
 * Chooses a source, after it has answered once, outside any transaction; then has everything sent to it in the background.
 * @throws Problem key_not_found | meaning_source_failed with the kind of failure | usage_limit_reached
 */
export async function chooseSource(house: House, user: UserId, wanted: MeaningWanted) {
  await house.database.asUser(user, (tx) => requireOffered(tx, wanted))
  const dimensions = await tryOut(house, user, wanted)
  return await house.database.asUser(user, async (tx) => {
    await putSource(tx, user, { ...wanted, dimensions, chosenAt: house.clock.now() })
    await enqueueBuild(tx)
    tellOwner(tx)
    return readMeaning(tx, user)
  })
}

async function tryOut(house: House, user: UserId, { keyId, model }: MeaningWanted): Promise<number> {
  try {
    const { vectors } = await askSource(house, {
      ownerId: user,
      keyId,
      model,
      sourceId: undefined,
      texts: ['A sentence to see whether this model makes vectors.'],
      role: 'passage',
      timeoutMs: tryMs,
    })
    return vectors[0]?.length ?? 0
  } catch (error) {
    if (error instanceof Problem) throw error
    const reason = problemOf(error)
    if (reason === undefined) throw error
    throw new Problem('meaning_source_failed', { reason })
  }
}

/** Starts or stops the making of vectors, or begins it anew. @throws Problem meaning_is_off */
export async function controlSource(tx: UserTx, user: UserId, { act }: z.output<typeof controlMeaning.body>) {
  const source = await findSource(tx)
  if (source === undefined || (act !== 'stop' && source.provider_key_id === null))
    throw new Problem('meaning_is_off')
  if (act === 'rebuild') await renewStamp(tx)
  else await setStopped(tx, act === 'stop')
  if (act !== 'stop') await enqueueBuild(tx)
  tellOwner(tx)
  return readMeaning(tx, user)
}

/** Switches the search by meaning off for the libraries a person owns. @throws Problem meaning_is_off */
export async function removeSource(tx: UserTx, user: UserId): Promise<void> {
  if ((await findSource(tx)) === undefined) throw new Problem('meaning_is_off')
  await deleteSource(tx)
  await deletePassages(tx, await ownedLibraries(tx, user))
  tellOwner(tx)
}
