import { z } from 'zod'
import { zoteroItemToCsl } from '#features/sources/server/sources.ts'
import { finishRecords } from './finish-entry.ts'
import { readJsonMember, readJsonRecords } from './json-records.ts'
import type { MappedEntry, NamedAttachment, ReadEntries } from './reading.ts'

const texts = z.union([z.string(), z.number().transform(String)])
const child = z.object({
  itemType: z.string().optional().catch(undefined),
  path: z.string().optional().catch(undefined),
  localPath: z.string().optional().catch(undefined),
  url: z.string().optional().catch(undefined),
  title: z.string().optional().catch(undefined),
  contentType: z.string().optional().catch(undefined),
  mimeType: z.string().optional().catch(undefined),
  note: z.string().optional().catch(undefined),
})
const children = z.object({
  itemID: texts.optional().catch(undefined),
  itemKey: texts.optional().catch(undefined),
  key: texts.optional().catch(undefined),
  attachments: z.array(z.unknown()).catch([]),
  notes: z.array(z.unknown()).catch([]),
})
const collection = z.object({
  name: z.string(),
  parent: z
    .union([z.string(), z.literal(false)])
    .optional()
    .catch(undefined),
  items: z.array(texts).catch([]),
  collections: z.array(z.string()).catch([]),
})
type Collections = ReadonlyMap<string, z.infer<typeof collection>>

// A collection within itself would never end; nobody has shelves this deep.
const depthMax = 20

/**
 * Reads "BetterBibTeX JSON" and lists of Zotero items as its API gives them: citation keys as they are pinned, notes,
 * tags, collections, and the paths of attachments.
 */
export function readBetterBibtexJson(
  text: string,
  onEntry: (done: number) => void = () => undefined,
): ReadEntries {
  return finishRecords(text, mapped(text), onEntry)
}

function* mapped(text: string) {
  const paths = pathsByItem(collectionsIn(text))
  for (const { start, end, value } of readJsonRecords(text)) {
    if (!isChild(value)) yield { start, end, mapped: mappedOf(value, paths) }
  }
}

const childItem = z.object({ itemType: z.enum(['attachment', 'note', 'annotation']) })
const itemOfApi = z.object({ data: z.looseObject({ itemType: z.string() }) })

/** Notes and attachments of their own, and annotations, are no works. */
function isChild(value: unknown): boolean {
  return childItem.safeParse(itemIn(value)).success
}

/** The API of Zotero has the item in `data`. */
function itemIn(value: unknown): unknown {
  const { success, data } = itemOfApi.safeParse(value)
  return success ? data.data : value
}

function mappedOf(value: unknown, paths: ReadonlyMap<string, string[][]>): MappedEntry | undefined {
  const item = itemIn(value)
  const mapped = zoteroItemToCsl(item)
  const { success, data } = children.safeParse(item)
  if (mapped === undefined || !success) return undefined
  const ids = [data.itemID, data.itemKey, data.key].filter((id) => id !== undefined)
  return {
    ...mapped,
    notes: data.notes.map(noteIn).filter((note) => note !== undefined),
    attachments: data.attachments.map(attachmentIn).filter((file) => file !== undefined),
    collections: ids.flatMap((id) => paths.get(id) ?? []),
  }
}

function noteIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : child.safeParse(value).data?.note
}

function attachmentIn(value: unknown): NamedAttachment | undefined {
  const { data } = child.safeParse(value)
  const path = data?.path ?? data?.localPath ?? data?.url
  if (data === undefined || path === undefined || path === '') return undefined
  const mediaType = data.contentType ?? data.mimeType
  return {
    path,
    ...(data.title === undefined ? {} : { title: data.title }),
    ...(mediaType === undefined ? {} : { mediaType }),
  }
}

function collectionsIn(text: string): Collections {
  const { data } = z.record(z.string(), z.unknown()).safeParse(readJsonMember(text, 'collections'))
  return new Map(
    Object.entries(data ?? {}).flatMap(([key, value]) => {
      const { success, data: found } = collection.safeParse(value)
      return success ? [[key, found] as const] : []
    }),
  )
}

function pathsByItem(collections: Collections): Map<string, string[][]> {
  const parents = new Map(
    [...collections].flatMap(([key, { collections: inner }]) => inner.map((each) => [each, key] as const)),
  )
  const pathOf = (key: string): string[] => {
    const path: string[] = []
    let at: string | undefined = key
    while (at !== undefined && path.length < depthMax) {
      const found = collections.get(at)
      if (found === undefined) break
      path.unshift(found.name)
      at = found.parent || parents.get(at)
    }
    return path
  }
  const paths = new Map<string, string[][]>()
  for (const [key, { items }] of collections) {
    const path = pathOf(key)
    for (const item of items) paths.set(item, [...(paths.get(item) ?? []), path])
  }
  return paths
}
