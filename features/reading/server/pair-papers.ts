import { z } from 'zod'
import type { ActKind, KeptReason } from '#contract/acts.ts'
import type { ActId, LibraryId, PaperId } from '#contract/ids.ts'
import type { ActFacts } from '#features/history/contract.ts'
import { recordAct } from '#features/history/server/history.ts'
import type { Done } from '#features/papers/server/papers.ts'
import type { RecordedChange, TakeBack } from '#platform/acts/undoers.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import type { KnownPair, Pair, PairKind } from './pair-queries.ts'
import * as queries from './pair-queries.ts'

/** Papers that one message names; of more, only that the list changed. */
const mostAnnounced = 50

/** A pair as history keeps it; `made`: the act made the tag, so that taking it back takes that away as well. */
const pairState = z.strictObject({ name: z.string(), addedAt: z.string(), made: z.literal(true).optional() })

export type Pairing = {
  readonly libraryId: LibraryId
  readonly paperIds: readonly PaperId[]
  readonly give?: readonly string[]
  readonly take?: readonly string[]
  /** Tags that the act made. */
  readonly made?: ReadonlySet<string>
}

/** Tells who sees the library. */
export function tellOfPairs(tx: UserTx, kind: PairKind, libraryId: LibraryId, ids: readonly PaperId[]): void {
  const each = ids.slice(0, mostAnnounced).map((id) => ({ topic: 'paper' as const, id }))
  const topic = kind === 'tag' ? ('tags' as const) : ('collections' as const)
  announce(tx, { libraryId }, [{ topic }, { topic: 'papers' }, ...each])
}

/** Pairs and parts papers with tags or collections, in two statements however many there are. @returns what changed */
export async function pairPapers(tx: UserTx, kind: PairKind, pairing: Pairing): Promise<RecordedChange[]> {
  const { libraryId, paperIds, give = [], take = [], made } = pairing
  const toChange = (
    pair: Pair,
  ): Omit<RecordedChange, 'before' | 'after'> & { state: z.input<typeof pairState> } => ({
    paperId: pair.paper_id,
    kind,
    subject: pair.thing_id,
    state: {
      name: pair.name,
      addedAt: pair.added_at,
      ...(made?.has(pair.thing_id) ? { made: true as const } : {}),
    },
  })
  const changes: RecordedChange[] = []
  if (take.length > 0)
    for (const pair of await queries.takePairs(tx, kind, { libraryId, paperIds, thingIds: take })) {
      const { state, ...change } = toChange(pair)
      changes.push({ ...change, before: state, after: null })
    }
  if (give.length > 0)
    for (const pair of await queries.givePairs(tx, kind, { libraryId, paperIds, thingIds: give })) {
      const { state, ...change } = toChange(pair)
      changes.push({ ...change, before: null, after: state })
    }
  return changes
}

/** As {@link pairPapers}, as an act of the asking person. */
export async function pairAsAct(
  tx: UserTx,
  kind: PairKind,
  {
    act,
    facts,
    partOf,
    ...pairing
  }: Pairing & { readonly act: ActKind; readonly facts: ActFacts; readonly partOf?: ActId | undefined },
): Promise<Done> {
  const changes = await pairPapers(tx, kind, pairing)
  const { libraryId } = pairing
  const actId = await recordAct(tx, { libraryId, kind: act, changes, facts, partOf })
  const papers = [...new Set(changes.map(({ paperId }) => paperId))]
  tellOfPairs(tx, kind, libraryId, papers)
  return { actId, changed: papers.length }
}

const keyOf = (paperId: string, thingId: string) => `${paperId} ${thingId}`

function knownOf(
  changes: readonly RecordedChange[],
  state: (change: RecordedChange) => unknown,
): KnownPair[] {
  return changes.map((change) => ({
    paperId: change.paperId,
    thingId: change.subject,
    addedAt: pairState.parse(state(change)).addedAt,
  }))
}

function madeIn(changes: readonly RecordedChange[], state: (change: RecordedChange) => unknown) {
  const made = new Map<string, string>()
  for (const change of changes) {
    const known = pairState.parse(state(change))
    if (known.made) made.set(change.subject, known.name)
  }
  return made
}

/** Parts what an act paired and pairs what it parted. */
function takeBackPairs(kind: PairKind): TakeBack {
  return async (tx, { libraryId, changes }) => {
    const given = changes.filter(({ before }) => before === null)
    const taken = changes.filter(({ before }) => before !== null)
    const parted = await queries.removePairs(tx, kind, { libraryId, known: knownOf(given, (c) => c.after) })
    if (kind === 'tag') {
      await queries.removeBareTags(tx, libraryId, [...madeIn(given, (c) => c.after).keys()])
      await queries.remakeTags(
        tx,
        libraryId,
        madeIn(taken, (c) => c.before),
      )
    }
    const known = knownOf(taken, (change) => change.before)
    const paired = await queries.returnPairs(tx, kind, { libraryId, known })
    const done = new Set([...parted, ...paired].map((pair) => keyOf(pair.paper_id, pair.thing_id)))
    const left = changes.filter(({ paperId, subject }) => !done.has(keyOf(paperId, subject)))
    const there = await queries.listThere(tx, kind, libraryId, [
      ...new Set(left.map(({ subject }) => subject)),
    ])
    announce(tx, { libraryId }, [{ topic: kind === 'tag' ? 'tags' : 'collections' }])
    return new Map<RecordedChange, KeptReason>(
      left.map((change) => [change, there.has(change.subject) ? 'changed_since' : 'gone']),
    )
  }
}

export const takeBackTags = takeBackPairs('tag')
export const takeBackCollections = takeBackPairs('collection')
