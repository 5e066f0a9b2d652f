import type { CslItem } from '#contract/csl.ts'
import { parseCslItem } from '#contract/parse-csl-item.ts'
import { type SourceFacts, sourceFacts } from '../../contract.ts'
import type { MappedRecord } from '../records/mapped-record.ts'

/** What a source knows of one work. */
export type FoundRecord = { readonly csl: CslItem; readonly facts: SourceFacts }

/** A mapped record as Seogo stores it. @returns undefined when it has no title: of such a record nothing can be checked */
export function toFound(
  mapped: MappedRecord | undefined,
  facts: Partial<SourceFacts> = {},
): FoundRecord | undefined {
  if (mapped === undefined) return undefined
  const { item } = parseCslItem(mapped.draft)
  if (item?.title === undefined) return undefined
  return { csl: item, facts: sourceFacts.parse(facts) }
}

/** JSON as it came. @returns undefined for what is none: an error page, say */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** A path segment of a URL; a DOI may hold anything. */
export const segment = encodeURIComponent
