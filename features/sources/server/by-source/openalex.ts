import { z } from 'zod'
import type { Secret } from '#platform/crypto/secret.ts'
import type { SourceFacts } from '../../contract.ts'
import type { Question } from '../asking/ask-source.ts'
import { fields, text } from '../records/mapped-record.ts'
import { openAlexToCsl } from '../records/openalex-to-csl.ts'
import { type FoundRecord, parseJson, segment, toFound } from './found-record.ts'

const extras = fields({
  is_retracted: z.boolean().optional().catch(undefined),
  best_oa_location: fields({ pdf_url: text, version: text, license: text }),
})
const list = z.object({ results: z.array(z.unknown()) })

/** A search costs a thousandth of a dollar, a single record nothing (https://docs.openalex.org, February 2026). */
const searchCostMicroUsd = 1_000

function factsOf(work: unknown): Partial<SourceFacts> {
  const { is_retracted: isRetracted, best_oa_location: place } = extras.parse(work)
  return {
    notices: isRetracted === true ? [{ kind: 'retracted', doi: null, date: null }] : [],
    openCopy:
      place.pdf_url === undefined
        ? null
        : { url: place.pdf_url, version: place.version ?? null, licence: place.license ?? null },
  }
}

const readWork = (work: unknown) => toFound(openAlexToCsl(work), factsOf(work))
const keyOf = (key: Secret | undefined) => `api_key=${encodeURIComponent(key?.reveal() ?? '')}`

/** @param id `W…`, or `doi:10.…` or `pmid:…` */
export function openAlexWork(id: string, key: Secret | undefined): Question<FoundRecord> {
  return {
    source: 'openalex',
    key: id,
    path: `/works/${id.split('/').map(segment).join('/').replaceAll('%3A', ':')}?${keyOf(key)}`,
    read(body) {
      const work = parseJson(body)
      return work === undefined ? undefined : readWork(work)
    },
  }
}

/** The works whose title is most like this one. Costs money. */
export function openAlexSearch(title: string, key: Secret | undefined): Question<FoundRecord[]> {
  // A comma separates filters, and the rest of what OpenAlex reads as operators is no help in a title either.
  const words = title.replaceAll(/[,|!"()]+/g, ' ').slice(0, 300)
  return {
    source: 'openalex',
    key: `search:${words}`,
    path: `/works?filter=title.search:${encodeURIComponent(words)}&per-page=5&${keyOf(key)}`,
    costMicroUsd: searchCostMicroUsd,
    read(body) {
      const reply = list.safeParse(parseJson(body))
      if (!reply.success) return undefined
      return reply.data.results.map(readWork).filter((found) => found !== undefined)
    },
  }
}
