import { z } from 'zod'
import type { Question } from '../asking/ask-source.ts'
import { crossrefToCsl } from '../records/crossref-to-csl.ts'
import { dataciteToCsl } from '../records/datacite-to-csl.ts'
import { type FoundRecord, parseJson, segment, toFound } from './found-record.ts'

const reply = z.object({ data: z.object({ attributes: z.unknown() }) })

/** The record of a DOI that DataCite registered: Zenodo, arXiv, theses, data. */
export function dataciteWork(doi: string): Question<FoundRecord> {
  return {
    source: 'datacite',
    key: `doi:${doi}`,
    path: `/dois/${segment(doi)}`,
    headers: { accept: 'application/vnd.api+json' },
    read(body) {
      const parsed = reply.safeParse(parseJson(body))
      return parsed.success ? toFound(dataciteToCsl(parsed.data.data.attributes)) : undefined
    },
  }
}

/**
 * The record of any DOI by content negotiation at doi.org, which sends on to its agency: KISTI’s Korean DOIs, mEDRA, JaLC
 * and others that have no interface of their own here.
 */
export function doiOrgWork(doi: string): Question<FoundRecord> {
  return {
    source: 'doi',
    key: `doi:${doi}`,
    path: `/${doi.split('/').map(segment).join('/')}`,
    headers: { accept: 'application/vnd.citationstyles.csl+json' },
    read(body, mediaType) {
      // An agency that does not negotiate shows its page.
      if (/html/i.test(mediaType)) return 'absent'
      const item = parseJson(body)
      return item === undefined ? undefined : toFound(crossrefToCsl(item))
    },
  }
}
