import { z } from 'zod'
import type { Secret } from '#platform/crypto/secret.ts'
import type { Question } from '../asking/ask-source.ts'
import { fields, text } from '../records/mapped-record.ts'
import { semanticScholarToCsl } from '../records/semantic-scholar-to-csl.ts'
import { type FoundRecord, parseJson, toFound } from './found-record.ts'

const wanted =
  'title,abstract,venue,year,publicationDate,publicationTypes,journal,authors,externalIds,openAccessPdf,isOpenAccess'
const extras = fields({ openAccessPdf: fields({ url: text, license: text }) })
const paper = z.record(z.string(), z.unknown())

/** @param id `DOI:10.…`, `ARXIV:…` or `PMID:…` */
export function semanticScholarPaper(id: string, key: Secret | undefined): Question<FoundRecord> {
  return {
    source: 'semantic_scholar',
    key: id,
    // The identifier keeps its slashes: that is how the API takes it.
    path: `/graph/v1/paper/${encodeURI(id).replaceAll('?', '%3F').replaceAll('#', '%23')}?fields=${wanted}`,
    headers: key === undefined ? {} : { 'x-api-key': key.reveal() },
    read(body) {
      const reply = paper.safeParse(parseJson(body))
      if (!reply.success) return undefined
      const { url, license } = extras.parse(reply.data).openAccessPdf
      const openCopy = url === undefined ? null : { url, version: null, licence: license ?? null }
      return toFound(semanticScholarToCsl(reply.data), { openCopy })
    },
  }
}
