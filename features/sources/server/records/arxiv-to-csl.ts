import { toCslDate } from '#contract/csl-date.ts'
import { arxivDoi, normaliseArxivId } from '#contract/identifiers.ts'
import type { XmlElement } from '#platform/xml.ts'
import { type MappedRecord, personNamed } from './mapped-record.ts'

/** Maps an entry of arXiv's Atom feed to CSL. The journal it names is where the published version stands, not this one. */
export function arxivToCsl(entry: XmlElement): MappedRecord | undefined {
  const id = normaliseArxivId(entry.textAt('id') ?? '')
  const title = entry.textAt('title')
  if (id === undefined || title === undefined) return undefined
  const category = entry.first('primary_category')?.attribute('term')
  const draft = {
    type: 'article',
    title,
    author: entry
      .textsAt('author', 'name')
      .map(personNamed)
      .filter((name) => name !== undefined),
    issued: toCslDate((entry.textAt('published') ?? '').slice(0, 10)),
    abstract: entry.textAt('summary'),
    publisher: 'arXiv',
    archive: 'arXiv',
    archive_location: id.id,
    number: `arXiv:${id.id}`,
    DOI: arxivDoi(id.id),
    URL: `https://arxiv.org/abs/${id.id}`,
    ...(id.version === undefined ? {} : { version: String(id.version) }),
    note: entry.textAt('comment'),
  }
  return { draft, keywords: category === undefined ? [] : [category] }
}
