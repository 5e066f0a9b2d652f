import { pubmedXmlToCsl } from '#features/sources/server/sources.ts'
import { finishRecords } from './finish-entry.ts'
import type { ReadEntries } from './reading.ts'
import { readXmlRecords } from './xml-records.ts'

/** Reads the XML of PubMed (`PubmedArticleSet`). */
export function readPubmedXml(text: string, onEntry: (done: number) => void = () => undefined): ReadEntries {
  return finishRecords(text, mapped(text), onEntry)
}

function* mapped(text: string) {
  for (const { start, end, element } of readXmlRecords(text, ['PubmedArticle', 'PubmedBookArticle'])) {
    yield { start, end, mapped: pubmedXmlToCsl(element) }
  }
}
