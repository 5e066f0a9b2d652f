import type { LibraryId, TagId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { constraintOf } from '#platform/database/constraint-of.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import { longestTagName } from './tag-names.ts'
import type { TreeTag } from './tag-tree-queries.ts'
import * as queries from './tag-tree-queries.ts'
import type { TagWayBack } from './tag-way-back.ts'

/** Where a tag comes to stand. */
export type TagPlace = { readonly name: string; readonly parentId: TagId | null }

/** What a tag is called within another. */
export function ownNameOf(name: string, parentName: string | undefined): string {
  return parentName === undefined ? name : name.slice(parentName.length + 1)
}

/** Reads the database's own refusal of too deep a place. */
export function toTagProblem(error: unknown): unknown {
  const constraint = constraintOf(error)
  return constraint === 'tags_depth' || constraint === 'tags_name_check' ? new Problem('tag_too_deep') : error
}

/** The names a tag and those within it would have, by their ids. @throws Problem tag_too_deep */
function namesAt(subtree: readonly TreeTag[], root: TreeTag, name: string): string[] {
  const names = subtree.map((tag) => name + tag.name.slice(root.name.length))
  if (names.some((each) => each.length > longestTagName)) throw new Problem('tag_too_deep')
  return names
}

/** A tag outside the moved ones that has one of the names they would have: the nearest to the top. */
export async function tagInTheWay(
  tx: UserTx,
  libraryId: LibraryId,
  {
    root,
    subtree,
    name,
  }: { readonly root: TreeTag; readonly subtree: readonly TreeTag[]; readonly name: string },
): Promise<TreeTag | undefined> {
  const own = new Set(subtree.map(({ id }) => id))
  const named = await queries.findTagsNamed(tx, libraryId, namesAt(subtree, root, name))
  return named.find(({ id }) => !own.has(id))
}

/**
 * Puts a tag with all within it at a place. Where a tag stands already the two become one: it keeps its name and colour, and
 * gets the papers and what stands within the other.
 * @returns the id of the tag at the place
 */
export async function graft(
  tx: UserTx,
  libraryId: LibraryId,
  { source, place, way }: { readonly source: TreeTag; readonly place: TagPlace; readonly way: TagWayBack },
): Promise<TagId> {
  const there = (await queries.findTagsNamed(tx, libraryId, [place.name])).find(({ id }) => id !== source.id)
  if (there) {
    await graftChildren(tx, libraryId, { source, target: there, way })
    await unite(tx, libraryId, { source, target: there, way })
    return there.id
  }
  const subtree = await queries.listSubtree(tx, libraryId, [source.id])
  const inTheWay = await tagInTheWay(tx, libraryId, { root: source, subtree, name: place.name })
  if (inTheWay) {
    const children = await queries.listChildren(tx, libraryId, source.id)
    await queries.looseChildren(tx, libraryId, source.id)
    await move(tx, source.id, place)
    for (const child of children) {
      const name = `${place.name}/${ownNameOf(child.name, source.name)}`
      await graft(tx, libraryId, { source: child, place: { name, parentId: source.id }, way })
    }
  } else await move(tx, source.id, place)
  return source.id
}

async function move(tx: UserTx, id: TagId, { name, parentId }: TagPlace): Promise<void> {
  await queries.updateTag(tx, id, { name, parent_id: parentId }).catch((error) => {
    throw toTagProblem(error)
  })
}

type Uniting = { readonly source: TreeTag; readonly target: TreeTag; readonly way: TagWayBack }

async function graftChildren(
  tx: UserTx,
  libraryId: LibraryId,
  { source, target, way }: Uniting,
): Promise<void> {
  for (const child of await queries.listChildren(tx, libraryId, source.id)) {
    if (child.id === target.id) continue
    const name = `${target.name}/${ownNameOf(child.name, source.name)}`
    await graft(tx, libraryId, { source: child, place: { name, parentId: target.id }, way })
  }
}

/** The papers of one tag carry the other, and the one is gone. */
async function unite(tx: UserTx, libraryId: LibraryId, { source, target, way }: Uniting): Promise<void> {
  way.carried.push({ tagId: source.id, papers: await queries.listCarriers(tx, libraryId, source.id) })
  const paperIds = await queries.giveAlso(tx, libraryId, { from: source.id, to: target.id })
  way.given.push({ tagId: target.id, paperIds })
  const ids = await queries.moveLinks(tx, libraryId, { from: source.id, to: target.id })
  way.links.push({ from: source.id, to: target.id, ids })
  await queries.insertAlias(tx, libraryId, source.id, target.id)
  await queries.deleteTagRows(tx, libraryId, [source.id])
}
