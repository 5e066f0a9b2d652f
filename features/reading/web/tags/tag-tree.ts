import type { Tag } from '../../contract.ts'

/** A tag as a row of the tree. */
export type TagTreeRow = {
  readonly tag: Tag
  /** Its name without what it stands within. */
  readonly own: string
  /** 0 at the top of its library. */
  readonly level: number
  readonly hasChildren: boolean
  readonly isOpen: boolean
}

const none: readonly Tag[] = []

/** The rows of a library from the top, each followed by what stands within it where it is open. */
export function tagRows(
  tags: readonly Tag[],
  { libraryId, isOpen }: { readonly libraryId: string; readonly isOpen: (id: string) => boolean },
): TagTreeRow[] {
  const own = tags.filter((each) => each.libraryId === libraryId)
  const known = new Set<string>(own.map(({ id }) => id))
  const byParent = Map.groupBy(own, ({ parentId }) =>
    parentId !== null && known.has(parentId) ? parentId : null,
  )
  const within = (parent: Tag | undefined, level: number): TagTreeRow[] =>
    (byParent.get(parent?.id ?? null) ?? none).flatMap((tag) => {
      const hasChildren = byParent.has(tag.id)
      const open = hasChildren && isOpen(tag.id)
      const row = { tag, own: ownName(tag, parent), level, hasChildren, isOpen: open }
      return open ? [row, ...within(tag, level + 1)] : [row]
    })
  return within(undefined, 0)
}

/** What a tag is called within its parent. */
export function ownName(tag: Tag, parent: Tag | undefined): string {
  return parent === undefined ? tag.name : tag.name.slice(parent.name.length + 1)
}

/** The tags a tag stands within, the nearest first. */
export function tagsAbove(tags: readonly Tag[], id: string): Tag[] {
  const byId = new Map<string, Tag>(tags.map((each) => [each.id, each]))
  const found: Tag[] = []
  let parentId = byId.get(id)?.parentId ?? null
  while (parentId !== null) {
    const parent = byId.get(parentId)
    if (parent === undefined || found.includes(parent)) break
    found.push(parent)
    parentId = parent.parentId
  }
  return found
}

/** Whether a tag is another one or stands within it. */
export function isWithin(tags: readonly Tag[], id: string, outer: string): boolean {
  return id === outer || tagsAbove(tags, id).some((each) => each.id === outer)
}

type Shown = { readonly libraryId: string; readonly sought: string; readonly isOpen: (id: string) => boolean }

/** The tree, or the tags whose name holds what is looked for, each by its whole name. */
export function rowsShown(tags: readonly Tag[], { libraryId, sought, isOpen }: Shown): TagTreeRow[] {
  const letters = sought.normalize('NFC').trim().toLowerCase()
  if (letters === '') return tagRows(tags, { libraryId, isOpen })
  return tags
    .filter((tag) => tag.libraryId === libraryId && tag.name.toLowerCase().includes(letters))
    .map((tag) => ({ tag, own: tag.name, level: 0, hasChildren: false, isOpen: false }))
}
