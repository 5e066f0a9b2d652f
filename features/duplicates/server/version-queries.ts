import { sql } from 'kysely'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import type { Tx, UserTx } from '#platform/database/transactions.ts'
import type { Relation } from '../contract.ts'

export async function findMembership(tx: Tx, libraryId: LibraryId, paperId: PaperId) {
  return tx
    .selectFrom('paper_family_members')
    .select(['family_id', 'relation'])
    .where('library_id', '=', libraryId)
    .where('paper_id', '=', paperId)
    .executeTakeFirst()
}

export async function insertFamily(tx: UserTx, libraryId: LibraryId): Promise<string> {
  const row = await tx
    .insertInto('paper_families')
    .values({ library_id: libraryId })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

type Member = {
  readonly library_id: LibraryId
  readonly family_id: string
  readonly paper_id: PaperId
  readonly relation: Relation
}

/** Puts a paper into a family, or says anew what it is there. */
export async function upsertMember(tx: Tx, member: Member): Promise<void> {
  await tx
    .insertInto('paper_family_members')
    .values(member)
    .onConflict((conflict) =>
      conflict
        .columns(['library_id', 'paper_id'])
        .doUpdateSet({ family_id: member.family_id, relation: member.relation }),
    )
    .execute()
}

/** Makes one family of two. */
export async function joinFamilies(
  tx: UserTx,
  libraryId: LibraryId,
  { from, into }: { readonly from: string; readonly into: string },
): Promise<void> {
  await tx
    .updateTable('paper_family_members')
    .set({ family_id: into })
    .where('library_id', '=', libraryId)
    .where('family_id', '=', from)
    .execute()
  await tx.deleteFrom('paper_families').where('library_id', '=', libraryId).where('id', '=', from).execute()
}

/** Takes a paper out of its family; a family of one is none. */
export async function leaveFamily(tx: Tx, libraryId: LibraryId, paperId: PaperId): Promise<void> {
  await sql`
    with gone as (
      delete from paper_family_members where library_id = ${libraryId} and paper_id = ${paperId} returning family_id)
    delete from paper_families f using gone
     where f.library_id = ${libraryId} and f.id = gone.family_id
       and (select count(*) from paper_family_members m where m.library_id = f.library_id and m.family_id = f.id) <= 2`.execute(
    tx,
  )
}

export type VersionRow = { paper_id: PaperId; relation: Relation }

/** The other papers of a paper's family; those in the trash are with it still, and not given. */
export async function listFamily(tx: UserTx, libraryId: LibraryId, paperId: PaperId): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select m.paper_id, m.relation
      from paper_family_members own
      join paper_family_members m on m.library_id = own.library_id and m.family_id = own.family_id
      join papers p on p.library_id = m.library_id and p.id = m.paper_id and p.trashed_at is null
     where own.library_id = ${libraryId} and own.paper_id = ${paperId} and m.paper_id <> own.paper_id
     order by p.year nulls last, p.added_at, p.id`.execute(tx)
  return rows
}
