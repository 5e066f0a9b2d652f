import type { z } from 'zod'
import { type ChangeKind, changeKind, type KeptReason } from '#contract/acts.ts'
import {
  type ActId,
  actId as actIdSchema,
  type LibraryId,
  libraryId as libraryIdSchema,
  paperId,
} from '#contract/ids.ts'
import { may } from '#contract/permissions.ts'
import { Problem } from '#contract/problems.ts'
import { lockLibrary, requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { loadUndoer, type RecordedChange } from '#platform/acts/undoers.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import type { Caller } from '#platform/http/route.ts'
import { actFacts, act as actShape, type undoAct as undoActEndpoint } from '../contract.ts'
import { recordAct } from './history.ts'
import { type Direction, holdAct, listChanges, listDeed, markUndone } from './queries.ts'

/** Papers of one reason that are named in the answer. */
const mostNamed = 100

/** Papers of one act that live messages name; of more, only that the list changed. */
const mostAnnounced = 50

type Kept = Map<RecordedChange, KeptReason>
type Taken = { readonly actId: ActId | undefined; readonly changed: number; readonly kept: Kept }

const opposite: Readonly<Record<Direction, Direction>> = {
  done: 'undone',
  redone: 'undone',
  undone: 'redone',
}

/**
 * Takes an act back as far as what it changed still stands so: what has been changed since is its changer's and stays.
 * That is an act itself, so that taking it back is redoing.
 * @throws Problem act_not_found | library_read_only | not_permitted | act_already_undone | act_not_undoable (nothing of it
 *   stands as it was left: why is told)
 */
export async function undoAct(
  { house, caller }: { readonly house: House; readonly caller: Caller },
  tx: UserTx,
  id: ActId,
): Promise<z.input<typeof undoActEndpoint.reply>> {
  const deed = await listDeed(tx, id)
  if (deed.length === 0) throw new Problem('act_not_found')
  for (const each of deed) {
    if (each.private_to !== null) continue
    if (!may(caller.role, 'papers:write')) throw new Problem('not_permitted')
    await requireEditableLibrary(tx, libraryIdSchema.parse(each.library_id))
  }
  // All locks before the first row, and in one order: an import or another undo takes the same ones.
  for (const each of deed) await lockLibrary(tx, libraryIdSchema.parse(each.library_id))
  let first: ActId | undefined
  let changed = 0
  const kept: Kept = new Map()
  for (const each of deed) {
    const taken = await takeBackOne(house, tx, { id: actIdSchema.parse(each.id), partOf: first })
    first ??= taken.actId
    changed += taken.changed
    for (const [change, reason] of taken.kept) kept.set(change, reason)
  }
  const told = toKept(kept)
  if (first === undefined) throw new Problem('act_not_undoable', { kept: told })
  return { actId: first, changed, kept: told }
}

async function takeBackOne(
  house: House,
  tx: UserTx,
  { id, partOf }: { readonly id: ActId; readonly partOf: ActId | undefined },
): Promise<Taken> {
  const act = await holdAct(tx, id)
  if (!act) throw new Problem('act_not_found')
  if (act.undone_at !== null) throw new Problem('act_already_undone')
  const libraryId = libraryIdSchema.parse(act.library_id)
  const changes = (await listChanges(tx, { id, libraryId })).map(
    ({ paper_id, kind, ...rest }): RecordedChange => ({
      ...rest,
      paperId: paperId.parse(paper_id),
      kind: changeKind.parse(kind),
    }),
  )
  const kept: Kept = new Map()
  for (const [kind, ofKind] of Map.groupBy(changes, (change) => change.kind))
    for (const [change, reason] of await takeBackKind(house, tx, { libraryId, kind, changes: ofKind }))
      kept.set(change, reason)
  const reversed = changes
    .filter((change) => !kept.has(change))
    .map((change) => ({ ...change, before: change.after, after: change.before }))
  if (reversed.length === 0) return { actId: undefined, changed: 0, kept }
  const made = await recordAct(tx, {
    libraryId,
    kind: actShape.shape.kind.parse(act.kind),
    changes: reversed,
    facts: actFacts.parse(act.facts),
    partOf,
    undo: { of: id, direction: opposite[actShape.shape.direction.parse(act.direction)] },
  })
  await markUndone(tx, id)
  const paperIds = [...new Set(reversed.map((change) => change.paperId))]
  tellOf(tx, { libraryId, privateTo: act.private_to }, paperIds)
  return { actId: made, changed: paperIds.length, kept }
}

async function takeBackKind(
  house: House,
  tx: UserTx,
  { kind, ...given }: { libraryId: LibraryId; kind: ChangeKind; changes: readonly RecordedChange[] },
) {
  const takeBack = await loadUndoer(house, kind)
  return takeBack(tx, given)
}

function tellOf(
  tx: UserTx,
  { libraryId, privateTo }: { readonly libraryId: LibraryId; readonly privateTo: string | null },
  paperIds: readonly string[],
): void {
  const each = paperIds.slice(0, mostAnnounced).map((id) => ({ topic: 'paper' as const, id }))
  const audience = privateTo === null ? { libraryId } : { userIds: [privateTo] }
  announce(tx, audience, [{ topic: 'papers' }, ...each])
}

function toKept(kept: Kept): z.input<typeof undoActEndpoint.reply>['kept'] {
  const byReason = Map.groupBy(kept, ([, reason]) => reason)
  return [...byReason].map(([reason, changes]) => {
    const paperIds = [...new Set(changes.map(([change]) => change.paperId))]
    return { reason, count: paperIds.length, paperIds: paperIds.slice(0, mostNamed) }
  })
}
