import type { CslItem } from '#contract/csl.ts'
import { parseCslItem } from '#contract/parse-csl-item.ts'
import { toPlainLine, toPlainParagraphs } from '#contract/plain-text.ts'
import { zoteroItemToCsl } from '#features/sources/server/sources.ts'
import type { ZoteroItem } from './zotero-item.ts'

export type MappedItem = {
  readonly csl: CslItem
  readonly citationKey: string | undefined
  readonly tags: readonly string[]
}

/** Letters that make a paragraph or a line in the HTML of a note. */
const breaks = /<\s*(?:br|\/p|\/div|\/li|\/h\d|\/tr|\/blockquote)\b[^>]*>/gi

/** A note as plain paragraphs. */
export function noteText(html: string): string {
  return toPlainParagraphs(html.replaceAll(breaks, '\n\n'))
}

/** What Zotero calls an item and what is no work of its own; saved alone, it is a document. */
const noWorks = ['note', 'attachment', 'annotation', '']

/** An item that the extension saves as a CSL record: with its notes as `annote`, and a note alone as a document. */
export function toMappedItem(item: ZoteroItem): MappedItem {
  const itemType = noWorks.includes(item.itemType.trim()) ? 'document' : item.itemType
  const mapped = zoteroItemToCsl({ ...item, itemType })
  if (mapped === undefined) throw new Error(`a work of type ${itemType} is a record`)
  const own = item.itemType === 'note' && typeof item.note === 'string' ? [item.note] : []
  const annote = [...item.notes, ...own]
    .map(noteText)
    .filter((text) => text !== '')
    .join('\n\n')
  const { item: csl } = parseCslItem({
    ...mapped.draft,
    title: mapped.draft.title ?? (annote === '' ? undefined : annote.split('\n')[0]?.slice(0, 200)),
    annote: annote === '' ? undefined : annote,
  })
  if (csl === undefined) throw new Error('a record with a type is one')
  return {
    csl,
    citationKey: mapped.citationKey,
    tags: mapped.keywords.map(toPlainLine).filter((name) => name !== ''),
  }
}
