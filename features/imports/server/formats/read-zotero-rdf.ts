import { zoteroItemToCsl } from '#features/sources/server/sources.ts'
import type { XmlElement } from '#platform/xml.ts'
import { finishRecords } from './finish-entry.ts'
import type { MappedEntry, NamedAttachment, ReadEntries } from './reading.ts'
import { readXmlRecords, type XmlRecord } from './xml-records.ts'
import { rdfItemToZotero } from './zotero-rdf-item.ts'

/** Elements that Zotero writes one below the root; what is inside of another belongs to it. */
const nodeNames = [
  'Article',
  'Attachment',
  'Book',
  'BookSection',
  'Collection',
  'Conference',
  'ConferenceProceedings',
  'Data',
  'Description',
  'Document',
  'Illustration',
  'Image',
  'Interview',
  'Journal',
  'Legislation',
  'Letter',
  'Manuscript',
  'Memo',
  'MotionPicture',
  'Patent',
  'Recording',
  'Report',
  'Series',
  'Thesis',
  'UserItem',
]
// A collection within itself would never end; nobody has shelves this deep.
const depthMax = 20

type Node = XmlRecord & { element: XmlElement }

/** Reads "Zotero RDF": items with their notes, tags, collections and the paths of their attachments. */
export function readZoteroRdf(text: string, onEntry: (done: number) => void = () => undefined): ReadEntries {
  const records = [...readXmlRecords(text, nodeNames)]
  const nodes = records.filter((record): record is Node => record.element !== undefined)
  const byName = new Map(nodes.map((node) => [node.element.attribute('rdf:about') ?? '', node.element]))
  const collections = pathsByItem(nodes.map(({ element }) => element))
  const found = records
    .filter(({ element }) => element === undefined || isItem(element))
    .map(({ start, end, element }) => ({
      start,
      end,
      mapped: element && mappedOf(element, byName, collections),
    }))
  return finishRecords(text, found, onEntry)
}

/** Journals, series, notes, files and collections are of items; a note that stands alone is no work. */
function isItem(element: XmlElement): boolean {
  const type = element.textAt('itemType')
  if (type !== undefined) return !/^(?:attachment|note|annotation)$/.test(type)
  return /^bib:(?:Article|Book|BookSection|Document|Thesis|Report|Manuscript|Patent)$/.test(element.name)
}

function mappedOf(
  item: XmlElement,
  byName: ReadonlyMap<string, XmlElement>,
  collections: ReadonlyMap<string, string[][]>,
): MappedEntry | undefined {
  const mapped = zoteroItemToCsl(rdfItemToZotero(item, byName))
  if (mapped === undefined) return undefined
  const linked = (name: string) =>
    item
      .all(name)
      .map(
        (each) =>
          byName.get(each.attribute('rdf:resource') ?? '') ?? each.first('Memo') ?? each.first('Attachment'),
      )
      .filter((element) => element !== undefined)
  return {
    ...mapped,
    notes: linked('dcterms:isReferencedBy').map((memo) => memo.textAt('rdf:value') ?? ''),
    attachments: linked('link:link')
      .map(attachmentOf)
      .filter((file) => file !== undefined),
    collections: collections.get(item.attribute('rdf:about') ?? '') ?? [],
  }
}

/** The path is relative to the file; older versions of Zotero wrote it into `rdf:resource`, percent-encoded or not. */
function attachmentOf(element: XmlElement): NamedAttachment | undefined {
  const written =
    element.first('z:path')?.attribute('rdf:resource') ??
    element.first('rdf:resource')?.attribute('rdf:resource') ??
    element.textAt('dc:identifier', 'dcterms:URI', 'rdf:value')
  if (written === undefined) return undefined
  const title = element.textAt('dc:title')
  const mediaType = element.textAt('link:type')
  return {
    path: /^https?:/.test(written) ? written : decoded(written),
    ...(title === undefined ? {} : { title }),
    ...(mediaType === undefined ? {} : { mediaType }),
  }
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    // A percent sign of a file name that was never encoded.
    return path
  }
}

function pathsByItem(elements: readonly XmlElement[]): Map<string, string[][]> {
  const collections = elements.filter(({ name }) => name === 'z:Collection')
  const byName = new Map(collections.map((each) => [each.attribute('rdf:about') ?? '', each]))
  const partsOf = (each: XmlElement) =>
    each.all('dcterms:hasPart').map((part) => part.attribute('rdf:resource') ?? '')
  const parents = new Map(collections.flatMap((each) => partsOf(each).map((part) => [part, each] as const)))
  const paths = new Map<string, string[][]>()
  for (const each of collections) {
    const path: string[] = []
    for (let at: XmlElement | undefined = each; at !== undefined && path.length < depthMax; ) {
      path.unshift(at.textAt('dc:title') ?? '')
      at = parents.get(at.attribute('rdf:about') ?? '')
    }
    for (const part of partsOf(each)) {
      if (!byName.has(part)) paths.set(part, [...(paths.get(part) ?? []), path])
    }
  }
  return paths
}
