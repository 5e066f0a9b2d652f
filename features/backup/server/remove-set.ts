import { Problem } from '#contract/problems.ts'
import { partsOf } from './file-list.ts'
import { forgetSet, type ListedSet, listSets } from './sets.ts'
import type { Shelf } from './shelf.ts'

/**
 * Removes sets and then the parts no other set needs. The lock of backups has to be held.
 * @returns how many bytes became free
 * @throws Problem backup_not_found, backup_pinned: nothing is removed then
 */
export async function removeSets(shelf: Shelf, ids: readonly string[]): Promise<number> {
  const sets = await listSets(shelf)
  for (const id of ids) {
    const found = sets.find((each) => each.id === id)
    if (!found) throw new Problem('backup_not_found', { id, place: shelf.place })
    if (found.pinned) throw new Problem('backup_pinned', { id })
  }
  for (const id of ids) await forgetSet(shelf, id)
  return sweepParts(shelf, await listSets(shelf))
}

/**
 * Removes the parts that no set needs, also those that broken-off backups left. While one set cannot be read, nobody knows
 * what it needs, and nothing is removed.
 */
async function sweepParts(shelf: Shelf, sets: readonly ListedSet[]): Promise<number> {
  const needed = new Set<string>()
  for (const { set } of sets) {
    if (!set) return 0
    try {
      for await (const { sha256 } of partsOf(shelf, set)) needed.add(sha256)
    } catch (error) {
      if (error instanceof Problem && error.code === 'backup_damaged') return 0
      throw error
    }
  }
  let freed = 0
  for await (const { sha256, sizeBytes } of shelf.parts.list()) {
    if (needed.has(sha256)) continue
    await shelf.parts.remove(sha256)
    freed += sizeBytes
  }
  return freed
}
