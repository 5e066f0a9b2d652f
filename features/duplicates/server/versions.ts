import type { z } from 'zod'
import { type LibraryId, type PaperId, paperId, type UserId } from '#contract/ids.ts'
import { toInstant } from '#contract/time.ts'
import { lockLibrary, requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { requirePaper } from '#features/papers/server/papers.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import type {
  linkVersions as linkVersionsEndpoint,
  Relation,
  readKinship as readKinshipEndpoint,
} from '../contract.ts'
import { pairOf } from './look.ts'
import { decidePair, listMergesOf, type SideRow } from './queries.ts'
import { requirePair, sidesOf, toSide } from './sides.ts'
import { suggestionsOf } from './suggestions.ts'
import {
  findMembership,
  insertFamily,
  joinFamilies,
  leaveFamily,
  listFamily,
  upsertMember,
} from './version-queries.ts'

/** What a paper is of its work as its identifiers say. */
function relationOf({ doi, arxiv_id: arxivId }: SideRow): Relation {
  const isArxivDoi = doi?.startsWith('10.48550/') === true
  return isArxivDoi || (doi === null && arxivId !== null) ? 'preprint' : 'published'
}

async function versionsOf(tx: UserTx, libraryId: LibraryId, id: PaperId) {
  const members = await listFamily(tx, libraryId, id)
  const sides = await sidesOf(
    tx,
    members.map((member) => member.paper_id),
  )
  return members.flatMap((member) => {
    const row = sides.get(paperId.parse(member.paper_id))
    return row ? [{ paper: toSide(row), relation: member.relation }] : []
  })
}

type Link = z.output<typeof linkVersionsEndpoint.body>

/**
 * Says that two papers are versions of one work; families they stand in become one.
 * @returns the other versions of the first
 * @throws Problem paper_not_found | papers_not_mergeable | library_read_only
 */
export async function linkVersions(tx: UserTx, userId: UserId, id: PaperId, link: Link) {
  const [one, other] = await requirePair(tx, [id, link.otherId])
  const libraryId = await requireEditableLibrary(tx, one.row.library_id)
  await lockLibrary(tx, libraryId)
  const ours = await findMembership(tx, libraryId, one.row.id)
  const theirs = await findMembership(tx, libraryId, other.row.id)
  const family = ours?.family_id ?? theirs?.family_id ?? (await insertFamily(tx, libraryId))
  if (theirs && theirs.family_id !== family)
    await joinFamilies(tx, libraryId, { from: theirs.family_id, into: family })
  for (const { row, told, held } of [
    { row: one.row, told: link.relation, held: ours?.relation },
    { row: other.row, told: link.otherRelation, held: theirs?.relation },
  ]) {
    const relation = told ?? held ?? relationOf(row)
    await upsertMember(tx, { library_id: libraryId, family_id: family, paper_id: row.id, relation })
  }
  await decidePair(tx, { libraryId, ids: pairOf(one.row.id, other.row.id) }, { to: 'linked', by: userId })
  const changes = [one.row.id, other.row.id].map((each) => ({ topic: 'paper' as const, id: each }))
  announce(tx, { libraryId }, [{ topic: 'papers' }, ...changes])
  return versionsOf(tx, libraryId, one.row.id)
}

/** Takes a paper out of its family. @throws Problem paper_not_found | library_read_only */
export async function unlinkVersion(tx: UserTx, id: PaperId): Promise<void> {
  const paper = await requirePaper(tx, id)
  const libraryId = await requireEditableLibrary(tx, paper.libraryId as LibraryId)
  await lockLibrary(tx, libraryId)
  const others = await listFamily(tx, libraryId, id)
  await leaveFamily(tx, libraryId, id)
  const changes = [id, ...others.map((row) => row.paper_id)].map((each) => ({
    topic: 'paper' as const,
    id: each,
  }))
  announce(tx, { libraryId }, changes)
}

/** What a paper is kin to. @throws Problem paper_not_found */
export async function readKinship(
  house: House,
  userId: UserId,
  id: PaperId,
): Promise<z.input<typeof readKinshipEndpoint.reply>> {
  const { libraryId, versions, suggestions } = await house.database.asUser(userId, async (tx) => {
    const paper = await requirePaper(tx, id)
    const libraryId = paper.libraryId as LibraryId
    return {
      libraryId,
      versions: await versionsOf(tx, libraryId, id),
      suggestions: await suggestionsOf(tx, id),
    }
  })
  const merges = await house.database.asSystem('list the merges of a paper its reader sees', (tx) =>
    listMergesOf(tx, libraryId, id),
  )
  return {
    versions,
    suggestions,
    merges: merges.map((row) => ({ id: row.id, title: row.title, mergedAt: toInstant(row.merged_at) })),
  }
}
