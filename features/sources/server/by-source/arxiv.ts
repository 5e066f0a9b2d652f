import { normaliseDoi } from '#contract/identifiers.ts'
import { parseXml } from '#platform/xml.ts'
import type { Question } from '../asking/ask-source.ts'
import { arxivToCsl } from '../records/arxiv-to-csl.ts'
import { type FoundRecord, toFound } from './found-record.ts'

/** The newest version of an arXiv paper. */
export function arxivPaper(id: string): Question<FoundRecord> {
  return {
    source: 'arxiv',
    key: `arxiv:${id}`,
    path: `/api/query?id_list=${encodeURIComponent(id)}&max_results=1`,
    headers: { accept: 'application/atom+xml' },
    read(body) {
      const feed = parseXml(body)
      if (feed?.name !== 'feed') return undefined
      const entry = feed.first('entry')
      // An id that names nothing is an empty feed, or an entry that says "Error".
      if (entry === undefined || entry.textAt('title') === 'Error') return 'absent'
      const pdf = entry
        .all('link')
        .find((link) => link.attribute('title') === 'pdf')
        ?.attribute('href')
      const url = pdf?.replace(/^http:\/\/arxiv\.org/, 'https://arxiv.org')
      const publishedDoi = normaliseDoi(entry.textAt('doi') ?? '') ?? null
      const openCopy = url === undefined ? null : { url, version: 'submittedVersion', licence: null }
      return toFound(arxivToCsl(entry), { publishedDoi, openCopy })
    },
  }
}
