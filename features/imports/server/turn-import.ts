import { type ImportId, type JobId, type LibraryId, libraryId, type UserId, userId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import {
  attachFile,
  detachFile,
  listTouched,
  listTrashed,
  putBack,
  restorePapers,
  takeOut,
  trashPapers,
} from '#features/papers/server/papers.ts'
import { removeUnusedTags, tagPapers, untagPapers } from '#features/reading/server/reading.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import type { UndoPreview } from '../contract.ts'
import { turnImportJob } from './jobs.ts'
import { listAttached, setEntryFile } from './pdf-queries.ts'
import { countOutcomes, lockImport, updateImport } from './queries.ts'
import { requireImport, storedFilled } from './report.ts'
import * as queries from './undo-queries.ts'

export type Turn = 'undo' | 'redo'

const entriesPerStep = 500
// About a second of work: more goes on in the background, with progress.
const atOnceMax = 1_000
const touchedShown = 20

type State = {
  readonly underWay: 'undoing' | 'redoing'
  readonly from: 'none' | 'undone'
  readonly to: 'undone' | 'none'
}
const states: Readonly<Record<Turn, State>> = {
  undo: { underWay: 'undoing', from: 'none', to: 'undone' },
  redo: { underWay: 'redoing', from: 'undone', to: 'none' },
}

/** What taking an import back would do. @throws Problem import_not_found */
export async function previewUndo(house: House, userId: UserId, id: ImportId): Promise<UndoPreview> {
  const { papers, mergedCount } = await house.database.asUser(userId, async (tx) => {
    await requireImport(tx, id)
    const counts = await countOutcomes(tx, [id])
    return { papers: await queries.listAddedPapers(tx, id), mergedCount: counts.get(id)?.merged ?? 0 }
  })
  // Others who share the library judge for themselves only; that somebody has is told, not who or how.
  const touched = await house.database.asSystem('see what has been done with imported papers', (tx) =>
    listTouched(tx, papers),
  )
  return {
    paperCount: papers.length,
    mergedCount,
    touchedCount: touched.length,
    touched: touched.slice(0, touchedShown).map(({ id: paperId, ...rest }) => ({ paperId, ...rest })),
  }
}

/**
 * Takes an import back, or brings it back: at once when it is small, else by a job. Asked twice is done once.
 * @throws Problem import_not_found | library_read_only | import_running
 */
export async function turnImport(house: House, userId: UserId, id: ImportId, turn: Turn): Promise<void> {
  const isAtOnce = await house.database.asUser(userId, (tx) => beginTurn(tx, id, turn))
  if (isAtOnce) await runTurn((work) => house.database.asUser(userId, work), id, turn)
}

async function beginTurn(tx: UserTx, id: ImportId, turn: Turn): Promise<boolean> {
  const row = await lockImport(tx, id)
  if (!row) throw new Problem('import_not_found')
  await requireEditableLibrary(tx, libraryId.parse(row.library_id))
  const { underWay, from, to } = states[turn]
  if (row.undo === to) return false
  if (row.state === 'running' || (row.undo !== from && row.undo !== underWay))
    throw new Problem('import_running')
  if (row.undo === from) {
    await updateImport(tx, id, { undo: underWay, ...(turn === 'undo' ? { undone_at: new Date() } : {}) })
    await (turn === 'redo' ? queries.forgetKept(tx, id) : queries.keepTakenBack(tx, id))
  }
  announce(tx, { userIds: [row.user_id] }, [{ topic: 'imports' }])
  if ((await queries.countToTurn(tx, id, turn)) <= atOnceMax) return true
  await updateImport(tx, id, { undo_job_id: await askJob(tx, id, turn, userId.parse(row.user_id)) })
  return false
}

function askJob(tx: UserTx, id: ImportId, turn: Turn, onBehalfOf: UserId): Promise<JobId> {
  const subject = { kind: 'import', id }
  return enqueue(tx, turnImportJob, { importId: id, turn }, { key: `${turn} ${id}`, subject, onBehalfOf })
}

type Running = {
  readonly signal?: AbortSignal
  readonly onProgress?: (percent: number) => void
}

/** Goes through the entries in steps, each a transaction; what an execution before this one did is not done again. */
export async function runTurn(
  asUser: <T>(work: (tx: UserTx) => Promise<T>) => Promise<T>,
  id: ImportId,
  turn: Turn,
  { signal, onProgress }: Running = {},
): Promise<void> {
  const total = await asUser((tx) => queries.countToTurn(tx, id, turn))
  for (let done = 0; ; ) {
    signal?.throwIfAborted()
    const count = await asUser((tx) => step(tx, id, turn))
    done += count
    if (count === 0) break
    onProgress?.(Math.min(99, Math.round((100 * done) / Math.max(total, 1))))
  }
}

/** @returns how many entries it has turned; none once all are, and then the import is settled */
async function step(tx: UserTx, id: ImportId, turn: Turn): Promise<number> {
  const row = await lockImport(tx, id)
  if (row?.undo !== states[turn].underWay || row.undone_at === null) return 0
  const whole = { id, libraryId: libraryId.parse(row.library_id), userId: userId.parse(row.user_id) }
  const rows = await queries.listToTurn(tx, id, turn, entriesPerStep)
  const work = { tx, whole, libraryId: whole.libraryId, at: row.undone_at, rows }
  const kept = turn === 'undo' ? await takeBack(work) : await bringBack(work)
  await queries.markTurned(
    tx,
    id,
    rows.map(({ file_index, entry_index, paper_id, is_own, outcome }) => {
      // A paper that came with this import is kept only when it was united with another one.
      const isKept = kept.has(paper_id) && !(turn === 'undo' && is_own && outcome !== 'added')
      return { file_index, entry_index, undo: isKept ? 'kept' : turn === 'undo' ? 'undone' : null }
    }),
  )
  if (rows.length === 0) {
    if (turn === 'undo') await dropTags(tx, whole)
    else await makeTags(tx, whole)
    await updateImport(tx, id, { undo: states[turn].to, ...(turn === 'redo' ? { undone_at: null } : {}) })
  }
  announce(tx, { userIds: [whole.userId] }, [{ topic: 'imports' }])
  return rows.length
}

type Whole = { readonly id: ImportId; readonly libraryId: LibraryId; readonly userId: UserId }

type Work = {
  readonly tx: UserTx
  readonly whole: Whole
  readonly libraryId: LibraryId
  readonly at: Date
  readonly rows: readonly queries.UndoRow[]
}

function mergesOf(rows: readonly queries.UndoRow[]) {
  return rows
    .filter(({ outcome, is_own }) => outcome === 'merged' && !is_own)
    .map(({ paper_id: paperId, filled: stored }) => {
      const { tags = [], ...filled } = storedFilled.parse(stored)
      return { paperId, filled, names: tags }
    })
}

const addedOf = (rows: readonly queries.UndoRow[]) =>
  rows.filter(({ outcome }) => outcome === 'added').map(({ paper_id }) => paper_id)

async function takeBack(work: Work) {
  const { tx, libraryId, at, rows } = work
  const merges = mergesOf(rows)
  await detach(work)
  const united = await trashPapers(tx, libraryId, addedOf(rows), at)
  await untagPapers(tx, libraryId, merges)
  // The last that was put in is taken out first.
  return new Set([...united, ...(await takeOut(tx, libraryId, merges.toReversed()))])
}

async function bringBack(work: Work) {
  const { tx, libraryId, at, rows } = work
  const merges = mergesOf(rows)
  await restorePapers(tx, libraryId, addedOf(rows), at)
  await putBack(tx, libraryId, merges)
  await tagPapers(tx, libraryId, merges)
  // A paper whose DOI another one has by now stays in the trash, and so does what came with it.
  const left = new Set<string>(
    await listTrashed(
      tx,
      rows.map(({ paper_id }) => paper_id),
    ),
  )
  await attachAgain(work, left)
  return left
}

const attachedOf = ({ tx, whole, rows }: Work) =>
  listAttached(
    tx,
    whole.id,
    rows
      .filter(({ outcome, is_own }) => outcome === 'attached' && !is_own)
      .map(({ file_index }) => file_index),
  )

async function detach(work: Work): Promise<void> {
  for (const { file_id, paper_id } of await attachedOf(work))
    if (file_id !== null) await detachFile(work.tx, file_id, paper_id)
}

async function attachAgain(work: Work, left: ReadonlySet<string>): Promise<void> {
  for (const row of await attachedOf(work)) {
    if (left.has(row.paper_id)) continue
    const { paper_id: paperId, sha256, size_bytes: sizeBytes, name: fileName, file_index: fileIndex } = row
    const file = { paperId, sha256, sizeBytes, fileName, mediaType: 'application/pdf' }
    const { fileId } = await attachFile(work.tx, file)
    await setEntryFile(work.tx, work.whole.id, { fileIndex, fileId })
  }
}

async function dropTags(tx: UserTx, { id, libraryId }: Whole): Promise<void> {
  const made = await queries.listMadeTags(tx, id)
  const ids = made.map(({ tag_id }) => tag_id).filter((each) => each !== null)
  await queries.keepTagPapers(tx, id, await removeUnusedTags(tx, libraryId, ids))
}

async function makeTags(tx: UserTx, whole: Whole): Promise<void> {
  const gone = (await queries.listMadeTags(tx, whole.id)).filter(({ tag_id }) => tag_id === null)
  const { made } = await tagPapers(
    tx,
    whole.libraryId,
    gone.flatMap(({ name, paper_ids }) => paper_ids.map((paperId) => ({ paperId, names: [name] }))),
  )
  await queries.insertMadeTags(tx, whole, made)
}
