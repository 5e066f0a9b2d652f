import { cslItem } from '#contract/csl.ts'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { requirePaper } from '#features/papers/server/papers.ts'
import { announce, type Tx, type UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { citationKey, type KeyFormula, type PaperKey } from '../contract.ts'
import {
  countPinned,
  findKey,
  findKeyed,
  handBackKey,
  insertKeys,
  isKeyTaken,
  lockKeys,
  selectFormula,
  selectKeys,
  selectKeysBeginning,
  selectUnpinned,
  upsertFormula,
  upsertKey,
} from './key-queries.ts'
import { BadFormula, defaultFormula, type KeyMaker, readFormula } from './keys/formula.ts'
import { freeKeys } from './keys/key-suffix.ts'

/** So many papers a preview shows. */
const previewed = 20

/** How keys are made in a library. */
export async function formulaOf(tx: Tx, libraryId: LibraryId): Promise<KeyFormula> {
  const row = await selectFormula(tx, libraryId)
  return row === undefined
    ? { libraryId, formula: defaultFormula, folds: true, isDefault: true }
    : { libraryId, ...row, isDefault: row.formula === defaultFormula }
}

/** @throws Problem key_formula_invalid, saying where and why */
function requireFormula(formula: string, folds: boolean): KeyMaker {
  try {
    return readFormula(formula, folds)
  } catch (error) {
    if (!(error instanceof BadFormula)) throw error
    throw new Problem('key_formula_invalid', { fault: error.fault, at: error.at, found: error.found })
  }
}

async function makerOf(tx: Tx, libraryId: LibraryId): Promise<KeyMaker> {
  const { formula, folds } = await formulaOf(tx, libraryId)
  return requireFormula(formula, folds)
}

/** @throws Problem key_formula_invalid | library_not_found | library_read_only */
export async function changeFormula(
  tx: UserTx,
  libraryId: LibraryId,
  { formula, folds }: { formula: string; folds: boolean },
): Promise<KeyFormula> {
  requireFormula(formula, folds)
  await requireEditableLibrary(tx, libraryId)
  await upsertFormula(tx, { library_id: libraryId, formula, folds })
  announce(tx, { libraryId }, [{ topic: 'papers' }])
  return formulaOf(tx, libraryId)
}

/** What a formula would change among the papers whose key is not pinned. @throws Problem key_formula_invalid */
export async function previewFormula(
  tx: UserTx,
  libraryId: LibraryId,
  given: { formula: string; folds: boolean },
) {
  const after = requireFormula(given.formula, given.folds)
  const before = await makerOf(tx, libraryId)
  const papers = await selectUnpinned(tx, libraryId, previewed)
  const { pinned, papers: all } = await countPinned(tx, libraryId)
  return {
    items: papers.map(({ id, title, csl }) => {
      const item = cslItem.parse(csl)
      return { paperId: id, title, before: before(item), after: after(item) }
    }),
    pinnedCount: pinned,
    unpinnedCount: all - pinned,
  }
}

/** The key of a paper; what it would be while none is pinned. @throws Problem paper_not_found */
export async function keyOfPaper(tx: UserTx, id: PaperId): Promise<PaperKey> {
  const paper = await requirePaper(tx, id)
  const pinned = await findKey(tx, id)
  if (pinned !== undefined) return { paperId: id, key: pinned.key, origin: originOf(pinned.origin) }
  const libraryId = paper.libraryId as LibraryId
  const make = await makerOf(tx, libraryId)
  return { paperId: id, key: (await unused(tx, libraryId, [make(paper.csl)]))[0] ?? '', origin: null }
}

/** The paper that a document cites by a key; also by that of a paper which was merged. @throws Problem paper_not_found */
export async function paperOfKey(tx: UserTx, libraryId: LibraryId, key: string): Promise<PaperKey> {
  const id = await findKeyed(tx, libraryId, key.normalize('NFC'))
  if (id === undefined) throw new Problem('paper_not_found')
  return keyOfPaper(tx, id)
}

function originOf(text: string): PaperKey['origin'] {
  return text === 'imported' || text === 'person' ? text : 'formula'
}

/** @throws Problem paper_not_found | library_read_only | citation_key_invalid | citation_key_taken */
export async function setKey(tx: UserTx, id: PaperId, written: string): Promise<PaperKey> {
  const paper = await requirePaper(tx, id)
  const libraryId = await requireEditableLibrary(tx, paper.libraryId as LibraryId)
  const key = citationKey.safeParse(written.normalize('NFC'))
  if (!key.success) throw new Problem('citation_key_invalid', { given: written.slice(0, 200) })
  await lockKeys(tx, libraryId)
  const given = { library_id: libraryId, paper_id: id, key: key.data }
  await handBackKey(tx, given)
  const row = await upsertKey(tx, { ...given, origin: 'person' }).catch((error: unknown) => {
    if (!isKeyTaken(error)) throw error
    return undefined
  })
  if (row === undefined) throw new Problem('citation_key_taken', { key: key.data })
  announce(tx, { libraryId }, [{ topic: 'papers' }, { topic: 'paper', id }])
  return { paperId: id, key: row.key, origin: 'person' }
}

async function unused(tx: Tx, libraryId: LibraryId, wanted: readonly string[]): Promise<string[]> {
  const taken = await selectKeysBeginning(tx, libraryId, [...new Set(wanted)])
  return freeKeys(wanted, new Set(taken))
}

type Unkeyed = { readonly id: string; readonly csl: unknown }

/**
 * Pins the keys of papers that leave the house for the first time. The house does it, whoever exports: a reader's document
 * must cite by the same key as an editor's. Exports at the same time wait for each other, library by library.
 * @returns the keys by paper
 */
export async function pinKeys(
  house: House,
  libraryId: LibraryId,
  papers: readonly Unkeyed[],
): Promise<Map<string, string>> {
  if (papers.length === 0) return new Map()
  return house.database.asSystem('citation keys are pinned at the first export', async (tx) => {
    await lockKeys(tx, libraryId)
    const make = await makerOf(tx, libraryId)
    const known = new Map<string, string>()
    // By id, which is by age: the suffix does not hang on the order of an export.
    let missing = papers.toSorted((one, other) => (one.id < other.id ? -1 : 1))
    for (;;) {
      const rows = await selectKeys(
        tx,
        libraryId,
        missing.map(({ id }) => id),
      )
      for (const row of rows) known.set(row.paper_id, row.key)
      missing = missing.filter(({ id }) => !known.has(id))
      if (missing.length === 0) break
      const keys = await unused(
        tx,
        libraryId,
        missing.map(({ csl }) => make(cslItem.parse(csl))),
      )
      const wanted = missing.map(({ id }, index) => ({ paper_id: id, key: keys[index] ?? '' }))
      await insertKeys(
        tx,
        wanted.map((row) => ({ ...row, library_id: libraryId, origin: 'formula' as const })),
      )
    }
    // Cited or exported by itself: who has its page open sees the key now. A whole library's lists show none.
    const [only] = papers
    if (papers.length === 1 && only !== undefined)
      announce(tx, { libraryId }, [{ topic: 'paper', id: only.id }])
    return known
  })
}
