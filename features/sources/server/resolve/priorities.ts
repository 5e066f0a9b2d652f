import type { RecordField } from '#contract/record-fields.ts'
import type { SourceName } from '../../contract.ts'

/** The registry's own words first, then who gathers from it, then who reads it out of files. */
const usual: readonly SourceName[] = [
  'crossref',
  'datacite',
  'kci',
  'pubmed',
  'doi',
  'openlibrary',
  'arxiv',
  'openalex',
  'semantic_scholar',
]

/**
 * Who is believed, field by field, the first that says something. The reasons stand in docs/sources.md, which a test holds
 * against this table. Unpaywall is asked for copies, not for records.
 */
export const priorities: Readonly<Record<RecordField, readonly SourceName[]>> = {
  type: usual,
  // KCI and PubMed print the title as the journal does; Crossref often has only its English translation.
  title: [
    'kci',
    'crossref',
    'datacite',
    'pubmed',
    'doi',
    'openlibrary',
    'arxiv',
    'openalex',
    'semantic_scholar',
  ],
  originalTitle: ['kci', 'pubmed', 'crossref', 'datacite', 'doi', 'openalex'],
  // Family and given name apart; Semantic Scholar and OpenAlex guess where one ends.
  authors: [
    'kci',
    'crossref',
    'datacite',
    'pubmed',
    'doi',
    'arxiv',
    'openlibrary',
    'openalex',
    'semantic_scholar',
  ],
  editors: usual,
  year: usual,
  venue: ['crossref', 'kci', 'pubmed', 'datacite', 'doi', 'openalex', 'semantic_scholar'],
  volume: usual,
  issue: usual,
  pages: ['pubmed', 'crossref', 'kci', 'datacite', 'doi', 'openalex', 'semantic_scholar'],
  edition: ['openlibrary', 'crossref', 'datacite', 'doi'],
  publisher: usual,
  // A preprint's own DOI is the last word, after the one under which it was published.
  doi: usual,
  arxivId: ['arxiv', 'datacite', 'openalex', 'semantic_scholar'],
  pmid: ['pubmed', 'openalex', 'semantic_scholar'],
  pmcid: ['pubmed', 'openalex', 'semantic_scholar'],
  isbn: ['openlibrary', 'crossref', 'datacite', 'doi'],
  issn: ['crossref', 'kci', 'pubmed', 'openalex', 'doi', 'datacite'],
  url: ['kci', 'crossref', 'datacite', 'openlibrary', 'arxiv', 'doi'],
  language: ['kci', 'pubmed', 'crossref', 'datacite', 'openalex', 'doi'],
  // As the authors wrote it; publishers deposit few at Crossref, OpenAlex puts its own together from an index.
  abstract: ['pubmed', 'kci', 'arxiv', 'crossref', 'datacite', 'openalex', 'semantic_scholar', 'doi'],
}
