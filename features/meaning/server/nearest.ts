import { createHash } from 'node:crypto'
import { type PaperId, paperId, providerKeyId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { ProviderFailure } from '#features/analysis/server/analysis.ts'
import { cacheNamespace } from '#platform/cache/namespace.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import type { MeaningProblem } from '../contract.ts'
import { askSource, problemOf } from './ask-source.ts'
import { nearPassages } from './passage-queries.ts'
import { findSource, type SearchableSource } from './source-queries.ts'
import { fromBytes, likenessOf, planesOf, toBytes } from './vectors.ts'

export { searchableSources } from './source-queries.ts'

/** Passages that are compared by their whole vectors: all of them up to so many, else those that the signs say are nearest. */
const mostCompared = 1_000
/** A question that has waited so long is answered by its words alone. */
const patienceMs = 6_000
const questions = cacheNamespace({
  name: 'meaning.questions',
  ttlMs: 86_400_000,
  dependsOn: [],
  because: 'the key carries the stamp of the source, another one as soon as it understands otherwise',
})

/** A question as a source understands it. */
export type Meant = { readonly source: SearchableSource; readonly vector: Float32Array }
/** Why a source could not say what a question means. */
type LeftOut = { readonly code: MeaningProblem }

/**
 * What a question means to each source of the libraries the person searches. A question that was asked within a day is not
 * asked again. Asks outside any transaction; what fails is said, never thrown.
 */
export async function understand(
  house: House,
  sources: readonly SearchableSource[],
  question: string,
): Promise<{ meant: Meant[]; leftOut: LeftOut[] }> {
  const settled = await Promise.all(sources.map((source) => understandOne(house, source, question)))
  return {
    meant: settled.filter((each) => 'vector' in each),
    leftOut: settled.filter((each) => 'code' in each),
  }
}

async function understandOne(
  house: House,
  source: SearchableSource,
  question: string,
): Promise<Meant | LeftOut> {
  const hash = createHash('sha256').update(question).digest('hex')
  try {
    const kept = await house.cache.getOrSet(questions, { key: `${source.stamp}:${hash}` }, async () =>
      toBytes(await ask(house, source, question)).toString('base64'),
    )
    return { source, vector: fromBytes(Buffer.from(kept, 'base64')) }
  } catch (error) {
    const code = problemOf(error)
    if (code === undefined) throw error
    return { code }
  }
}

async function ask(house: House, { ownerId, dimensions }: SearchableSource, question: string) {
  const source = await house.database.asUser(ownerId, (tx) => findSource(tx))
  // Forgotten since it was looked for.
  if (source?.provider_key_id == null) throw new Problem('key_not_found')
  const { vectors } = await askSource(house, {
    ownerId,
    keyId: providerKeyId.parse(source.provider_key_id),
    model: source.model,
    sourceId: source.id,
    texts: [question],
    role: 'question',
    timeoutMs: patienceMs,
  })
  const [vector] = vectors
  if (vector?.length !== dimensions) throw new ProviderFailure('malformed_answer', { status: 200 })
  return vector
}

/** A paper that means what a question does, with its nearest passage. */
export type NearPaper = {
  readonly paperId: PaperId
  /** The cosine, 1 for the same. */
  readonly likeness: number
  readonly passage: { readonly fileId: string | null; readonly page: number | null; readonly text: string }
}

/**
 * Papers by their nearest passage, the nearest first. Exact among up to {@link mostCompared} passages; of more the signs of
 * the vectors say which are compared.
 */
export async function nearestPapers(
  tx: UserTx,
  { source, vector }: Meant,
  { within, libraryId }: { within: readonly string[] | undefined; libraryId: string | undefined },
): Promise<{ papers: NearPaper[]; isBounded: boolean }> {
  const libraries = source.libraries.filter((id) => libraryId === undefined || id === libraryId)
  if (libraries.length === 0) return { papers: [], isBounded: false }
  const rows = await nearPassages(tx, {
    libraries,
    stamp: source.stamp,
    question: planesOf(vector),
    within,
    most: mostCompared,
  })
  const best = new Map<string, NearPaper>()
  for (const row of rows) {
    const likeness = likenessOf(vector, fromBytes(row.vector))
    if (likeness <= (best.get(row.paper_id)?.likeness ?? Number.NEGATIVE_INFINITY)) continue
    best.set(row.paper_id, {
      paperId: paperId.parse(row.paper_id),
      likeness,
      passage: { fileId: row.file_id, page: row.page, text: row.excerpt },
    })
  }
  return {
    papers: [...best.values()].toSorted((one, other) => other.likeness - one.likeness),
    isBounded: (rows[0]?.taken ?? 0) > mostCompared,
  }
}
