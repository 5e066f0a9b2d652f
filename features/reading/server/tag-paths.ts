import type { LibraryId, TagId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import { toTagProblem } from './graft-tags.ts'
import { cleanTagNames, longestTagName, segmentsOf } from './tag-names.ts'
import type { TreeTag } from './tag-tree-queries.ts'
import * as queries from './tag-tree-queries.ts'

/**
 * The tag at the end of a path, found in any case or made with all it stands within; where a part of the path is a tag
 * already, whatever it stands within, the rest stands within that.
 * @returns the tag with the ids that were made for it, those outside first
 */
export async function tagAtPath(
  tx: UserTx,
  libraryId: LibraryId,
  segments: readonly string[],
): Promise<{ tag: TreeTag; made: TagId[] }> {
  const paths = segments.map((_, index) => segments.slice(0, index + 1).join('/'))
  const known = await queries.tagsByNames(tx, libraryId, paths)
  const deepest = known.findLastIndex(({ id }) => id !== null)
  const id = known[deepest]?.id
  let tag = id ? await queries.findTag(tx, id) : undefined
  const made: TagId[] = []
  for (const segment of segments.slice(deepest + 1)) {
    const name: string = tag === undefined ? segment : `${tag.name}/${segment}`
    if (name.length > longestTagName) throw new Problem('tag_too_deep')
    const wanted = { name, parentId: tag?.id ?? null, colour: tag?.colour ?? null }
    const next: TreeTag = await queries.insertTag(tx, libraryId, wanted).catch((error) => {
      throw toTagProblem(error)
    })
    made.push(next.id)
    tag = { ...next, library_id: libraryId }
  }
  if (tag === undefined) throw new Error('a path without a name')
  return { tag, made }
}

/**
 * The tags that typed names mean: a tag of the whole name where there is one, else a path whose slashes nest.
 * @returns each once, with the ids of those that were made
 */
export async function tagsTyped(
  tx: UserTx,
  libraryId: LibraryId,
  names: readonly string[],
): Promise<{ readonly ids: string[]; readonly made: ReadonlySet<string> }> {
  const ids = new Set<string>()
  const made = new Set<string>()
  for (const { name, id } of await queries.tagsByNames(tx, libraryId, cleanTagNames(names))) {
    const found = id === null ? await tagAtPath(tx, libraryId, segmentsOf(name)) : { tag: { id }, made: [] }
    ids.add(found.tag.id)
    for (const each of found.made) made.add(each)
  }
  return { ids: [...ids], made }
}
