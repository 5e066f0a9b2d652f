import { z } from 'zod'
import type { Question } from '../asking/ask-source.ts'
import { fields, text } from '../records/mapped-record.ts'
import { type FoundRecord, parseJson, segment, toFound } from './found-record.ts'

const known = z.object({ doi: z.string() })
const work = fields({
  doi: text,
  title: text,
  year: text,
  journal_name: text,
  publisher: text,
  best_oa_location: fields({ url_for_pdf: text, version: text, license: text }),
})

/** Where a free copy of a DOI's work is. */
export function unpaywallWork(doi: string, email: string): Question<FoundRecord> {
  return {
    source: 'unpaywall',
    key: `doi:${doi}`,
    path: `/v2/${segment(doi)}?email=${encodeURIComponent(email)}`,
    read(body) {
      const reply = parseJson(body)
      if (!known.safeParse(reply).success) return undefined
      const { best_oa_location: place, ...record } = work.parse(reply)
      // It tells where copies are; of the record only what a reader checks it by.
      const draft = {
        type: 'article',
        title: record.title ?? doi,
        DOI: record.doi,
        'container-title': record.journal_name,
        publisher: record.publisher,
      }
      const openCopy =
        place.url_for_pdf === undefined
          ? null
          : { url: place.url_for_pdf, version: place.version ?? null, licence: place.license ?? null }
      return toFound({ draft, keywords: [] }, { openCopy })
    },
  }
}
