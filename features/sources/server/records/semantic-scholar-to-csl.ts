import { z } from 'zod'
import { toCslDate } from '#contract/csl-date.ts'
import { fields, isRecord, listOf, type MappedRecord, personNamed, text } from './mapped-record.ts'

const paper = fields({
  title: text,
  abstract: text,
  venue: text,
  year: text,
  publicationDate: text,
  publicationTypes: listOf(text),
  journal: fields({ name: text, volume: text, pages: text }),
  authors: listOf(fields({ name: text })),
  externalIds: fields({ DOI: text, ArXiv: text, PubMed: text, PubMedCentral: text }),
  url: text,
  isOpenAccess: z.boolean().optional().catch(undefined),
})

/** Maps a paper of Semantic Scholar's Graph API to CSL. Its names are in one piece and its venues abbreviated at will. */
export function semanticScholarToCsl(record: unknown): MappedRecord | undefined {
  if (!isRecord(record)) return undefined
  const { externalIds: ids, journal, ...work } = paper.parse(record)
  if (work.title === undefined) return undefined
  const types = new Set(work.publicationTypes)
  const type = types.has('Conference')
    ? 'paper-conference'
    : types.has('JournalArticle') && journal.volume !== undefined
      ? 'article-journal'
      : types.has('Book')
        ? 'book'
        : 'article'
  const draft = {
    type,
    title: work.title,
    author: work.authors
      .map(({ name }) => (name === undefined ? undefined : personNamed(name)))
      .filter((name) => name !== undefined),
    issued: toCslDate(work.publicationDate ?? work.year ?? ''),
    'container-title': journal.name ?? work.venue,
    volume: journal.volume,
    page: journal.pages?.replaceAll(/\s*[–—-]\s*/g, '-'),
    DOI: ids.DOI,
    PMID: ids.PubMed,
    PMCID: ids.PubMedCentral === undefined ? undefined : `PMC${ids.PubMedCentral.replace(/^PMC/i, '')}`,
    abstract: work.abstract,
    ...(ids.ArXiv === undefined ? {} : { archive: 'arXiv', archive_location: ids.ArXiv }),
  }
  return { draft, keywords: [] }
}
