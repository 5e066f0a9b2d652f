import { crossrefXmlToCsl } from '#features/sources/server/sources.ts'
import { finishRecords } from './finish-entry.ts'
import type { ReadEntries } from './reading.ts'
import { readXmlRecords } from './xml-records.ts'

/** Reads Crossref's XML ("unixref"), as its content negotiation and its OAI-PMH give it. */
export function readCrossrefXml(
  text: string,
  onEntry: (done: number) => void = () => undefined,
): ReadEntries {
  return finishRecords(text, mapped(text), onEntry)
}

function* mapped(text: string) {
  for (const { start, end, element } of readXmlRecords(text, ['doi_record'])) {
    yield { start, end, mapped: crossrefXmlToCsl(element) }
  }
}
