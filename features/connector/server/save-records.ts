import type { CslItem } from '#contract/csl.ts'
import type { PaperId } from '#contract/ids.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { addPaper, amendRecord } from '#features/papers/server/papers.ts'
import { addTags, addToCollection, collectionsOf } from '#features/reading/server/reading.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import { setTarget } from './queries.ts'
import { insertItem, insertSession } from './session-queries.ts'
import { sessionExists } from './sessions.ts'
import { chosenTarget, listShownTargets, type Target } from './targets.ts'
import type { Saver } from './tokens.ts'

/** A record of a saving, under the extension's own name for it. */
export type SavedRecord = {
  readonly name: string
  readonly csl: CslItem
  readonly citationKey?: string | undefined
  readonly verbatim?: string | undefined
  readonly tags: readonly string[]
}

/** Begins a saving into the place this browser saves in. @throws Refusal SESSION_EXISTS, Problem library_read_only */
export async function beginSession(tx: UserTx, saver: Saver, name: string) {
  const target = chosenTarget(await listShownTargets(tx, saver), saver)
  await requireEditableLibrary(tx, target.libraryId)
  const session = await insertSession(tx, saver.userId, name)
  if (!session) throw sessionExists()
  if (target.number !== saver.targetNumber) await setTarget(tx, saver.tokenId, target.number)
  return { session, target }
}

/** Adds what a person's annotation of a known paper does not say yet. */
async function addNote(tx: UserTx, paperId: PaperId, note: string): Promise<void> {
  await amendRecord(tx, paperId, (csl) =>
    csl.annote?.includes(note) === true
      ? csl
      : {
          ...csl,
          annote: [csl.annote, note].filter((part) => part !== undefined && part !== '').join('\n\n'),
        },
  )
}

/** Files a paper where it is not yet; says whether this did. */
export async function fileIn(tx: UserTx, target: Target, paperId: PaperId): Promise<boolean> {
  const { collectionId } = target
  if (collectionId === null) return false
  if ((await collectionsOf(tx, paperId)).some(({ id }) => id === collectionId)) return false
  await addToCollection(tx, collectionId, [paperId])
  return true
}

type Saving = {
  readonly sessionId: string
  readonly saver: Saver
  readonly target: Target
  readonly place: number
}

/** Puts a record where the saving goes; one that stands there already gets what it lacks of tags, notes and place. */
export async function saveRecord(tx: UserTx, saving: Saving, record: SavedRecord): Promise<PaperId> {
  const { saver, target, sessionId, place } = saving
  const { libraryId, collectionId } = target
  const { csl, citationKey, verbatim } = record
  const { paperId, outcome } = await addPaper(tx, {
    libraryId,
    csl,
    citationKey,
    verbatim,
    origin: { source: 'connector', confidence: 1 },
    addedBy: saver.userId,
  })
  if (outcome !== 'added' && csl.annote !== undefined) await addNote(tx, paperId, csl.annote)
  await addTags(tx, libraryId, paperId, record.tags)
  const isFiled = await fileIn(tx, target, paperId)
  await insertItem(tx, {
    session_id: sessionId,
    name: record.name,
    place,
    user_id: saver.userId,
    library_id: libraryId,
    paper_id: paperId,
    collection_id: isFiled ? collectionId : null,
    tags: [],
    is_new: outcome === 'added',
  })
  return paperId
}
