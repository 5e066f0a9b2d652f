import type { z } from 'zod'
import { type SmartCollectionId, smartCollectionId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { countFiltered } from '#features/papers/server/papers.ts'
import { constraintOf } from '#platform/database/constraint-of.ts'
import { announce, type UserTx, userOf } from '#platform/database/transactions.ts'
import type {
  changeSmartCollection as changeEndpoint,
  createSmartCollection as createEndpoint,
  SmartCollection,
} from '../contract.ts'
import { savedFilterVersion } from '../contract.ts'
import { cleanName } from './collections.ts'
import { followed } from './follow-queries.ts'
import { filtersNow, readFilter } from './saved-filter.ts'
import * as queries from './smart-queries.ts'

/** Most smart collections of one person or one library: each is counted whenever papers change. */
const mostSmart = 100

async function toSmart(tx: UserTx, rows: readonly queries.SmartRow[]): Promise<SmartCollection[]> {
  const now = await filtersNow(
    tx,
    rows.map(({ filter_version: version, filter }) => ({ version, filter })),
  )
  const follows = await followed(tx)
  return rows.map((row, index) => ({
    id: row.id,
    libraryId: row.library_id,
    name: row.name,
    colour: row.colour,
    filter: now[index]?.filter ?? null,
    missing: now[index]?.missing ?? { tagIds: [], collectionIds: [] },
    follows: follows.has(row.id),
  }))
}

/** One's own smart collections and those of the libraries one sees. */
export async function listSmart(tx: UserTx): Promise<SmartCollection[]> {
  return toSmart(tx, await queries.selectSmart(tx))
}

/** @throws Problem smart_collection_not_found */
async function requireSmart(tx: UserTx, id: SmartCollectionId): Promise<queries.SmartRow> {
  const [row] = await queries.selectSmart(tx, id)
  if (!row) throw new Problem('smart_collection_not_found')
  return row
}

/** How many papers each holds for the asking person now; those of a later version are left out. */
export async function countSmart(tx: UserTx) {
  const counts = []
  for (const { id, filter } of await listSmart(tx))
    if (filter !== null) counts.push({ id, ...(await countFiltered(tx, filter)) })
  return counts
}

function announceSmart(tx: UserTx, { library_id: libraryId, user_id: userId }: queries.SmartOwner): void {
  const to = libraryId === null ? { userIds: userId === null ? [] : [userId] } : { libraryId }
  announce(tx, to, [{ topic: 'collections' }])
}

/** @throws Problem library_not_found | library_read_only */
async function ownerOf(tx: UserTx, libraryId: queries.SmartOwner['library_id']): Promise<queries.SmartOwner> {
  if (libraryId !== null) return { library_id: await requireEditableLibrary(tx, libraryId), user_id: null }
  const userId = userOf(tx)
  if (!userId) throw new Error('a smart collection is somebody’s')
  return { library_id: null, user_id: userId }
}

/** @throws Problem bad_request for a name of nothing but blanks | smart_collection_name_taken */
async function requireFree(tx: UserTx, owner: queries.SmartOwner, given: string, except?: SmartCollectionId) {
  const name = cleanName(given)
  if (name === '') throw new Problem('bad_request', { field: 'name' })
  const same = await queries.findSmartNamed(tx, owner, name)
  if (same && same.id !== except) throw new Problem('smart_collection_name_taken', { name })
  return name
}

/** What another request took between looking and keeping is refused as what was taken before. */
function toNameProblem(error: unknown, name: string): unknown {
  const isTaken = constraintOf(error) === 'smart_collections_name'
  return isTaken ? new Problem('smart_collection_name_taken', { name }) : error
}

/** A filter as it is kept: of a library it is about that library alone. */
function keptFilter(
  given: { version: number; filter: unknown },
  { library_id: libraryId }: queries.SmartOwner,
) {
  const filter = readFilter(given)
  const bound = libraryId === null ? filter : { ...filter, libraryId }
  return { filter: JSON.stringify(bound), filter_version: savedFilterVersion }
}

/**
 * Keeps a filter by a name: for oneself, or for everybody of a library.
 * @throws Problem library_not_found | library_read_only | smart_collection_name_taken | filter_of_later_version |
 * too_many_smart_collections
 */
export async function createSmart(tx: UserTx, wanted: z.output<typeof createEndpoint.body>) {
  const owner = await ownerOf(tx, wanted.libraryId ?? null)
  const name = await requireFree(tx, owner, wanted.name)
  const values = keptFilter({ version: wanted.filterVersion, filter: wanted.filter }, owner)
  const own = (await queries.selectSmart(tx)).filter((each) => each.library_id === owner.library_id)
  if (own.length >= mostSmart) throw new Problem('too_many_smart_collections', { most: mostSmart })
  const row = { ...owner, ...values, name, colour: wanted.colour ?? null }
  const id = await queries.insertSmart(tx, row).catch((error) => {
    throw toNameProblem(error, name)
  })
  announceSmart(tx, owner)
  return readSmart(tx, smartCollectionId.parse(id))
}

async function readSmart(tx: UserTx, id: SmartCollectionId): Promise<SmartCollection> {
  const [smart] = await toSmart(tx, [await requireSmart(tx, id)])
  if (!smart) throw new Problem('smart_collection_not_found')
  return smart
}

/**
 * Renames, colours, or gives another filter or scope.
 * @throws Problem smart_collection_not_found | library_read_only | smart_collection_name_taken | filter_of_later_version
 */
export async function changeSmart(
  tx: UserTx,
  id: SmartCollectionId,
  wanted: z.output<typeof changeEndpoint.body>,
) {
  const row = await requireSmart(tx, id)
  const before = await ownerOf(tx, row.library_id)
  const owner = wanted.libraryId === undefined ? before : await ownerOf(tx, wanted.libraryId)
  const name = await requireFree(tx, owner, wanted.name ?? row.name, id)
  const asked = wanted.filter === undefined ? row.filter : wanted.filter
  const version =
    wanted.filter === undefined ? row.filter_version : (wanted.filterVersion ?? savedFilterVersion)
  const isKept = wanted.filter === undefined && owner.library_id === row.library_id
  const values = {
    ...owner,
    name,
    ...(isKept ? {} : keptFilter({ version, filter: asked }, owner)),
    ...(wanted.colour === undefined ? {} : { colour: wanted.colour }),
  }
  await queries.updateSmart(tx, id, values).catch((error) => {
    throw toNameProblem(error, name)
  })
  announceSmart(tx, before)
  announceSmart(tx, owner)
  return readSmart(tx, id)
}

/** Removes a smart collection; the papers stay. @throws Problem smart_collection_not_found | library_read_only */
export async function removeSmart(tx: UserTx, id: SmartCollectionId): Promise<void> {
  const { library_id: libraryId } = await requireSmart(tx, id)
  const owner = await ownerOf(tx, libraryId)
  await queries.deleteSmart(tx, id)
  announceSmart(tx, owner)
}
