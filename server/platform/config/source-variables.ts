import { z } from 'zod'
import { Secret } from '#platform/crypto/secret.ts'

const secret = z
  .string()
  .min(1)
  .transform((text) => Secret.of(text))

/** The address of a source, or `off`. */
function address(preset: string, name: string, more = '') {
  return z
    .union([z.literal('off'), z.url({ protocol: /^https?$/ })])
    .default(preset)
    .describe(`Address of ${name}, or off.${more}`)
}

/** The settings of the metadata sources: what is asked of whom, and with which key. */
export const sourceVariables = {
  SEOGO_SOURCES: z
    .enum(['on', 'off'])
    .default('on')
    .describe('Whether metadata sources on the Internet are asked at all. Off: everything works offline.'),
  SEOGO_SOURCES_ENRICH: z
    .enum(['all', 'identified', 'off'])
    .default('all')
    .describe(
      'What is looked up by itself when a paper comes in: all, only papers with an identifier (no title leaves the house), or nothing.',
    ),
  SEOGO_SOURCES_EMAIL: z
    .email()
    .optional()
    .describe('Sent to Crossref, PubMed and Unpaywall, as they ask for; without it Unpaywall is not asked.'),
  SEOGO_SOURCE_CROSSREF_URL: address('https://api.crossref.org', 'Crossref'),
  SEOGO_SOURCE_DATACITE_URL: address('https://api.datacite.org', 'DataCite'),
  SEOGO_SOURCE_DOI_URL: address('https://doi.org', 'doi.org', ' Asked for DOIs that neither knows.'),
  SEOGO_SOURCE_OPENALEX_URL: address('https://api.openalex.org', 'OpenAlex', ' Needs its key.'),
  SEOGO_SOURCE_OPENALEX_KEY: secret.optional().describe('Key of OpenAlex; without it OpenAlex is not asked.'),
  SEOGO_SOURCE_OPENALEX_DAILY_CENTS: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000_000)
    .default(100)
    .describe('US cents a day that may be spent at OpenAlex; a free key is worth 100.'),
  SEOGO_SOURCE_SEMANTIC_SCHOLAR_URL: address(
    'https://api.semanticscholar.org',
    'Semantic Scholar',
    ' Needs its key.',
  ),
  SEOGO_SOURCE_SEMANTIC_SCHOLAR_KEY: secret
    .optional()
    .describe('Key of Semantic Scholar; without it Semantic Scholar is not asked.'),
  SEOGO_SOURCE_UNPAYWALL_URL: address(
    'https://api.unpaywall.org',
    'Unpaywall',
    ' Needs SEOGO_SOURCES_EMAIL.',
  ),
  SEOGO_SOURCE_ARXIV_URL: address('https://export.arxiv.org', 'arXiv'),
  SEOGO_SOURCE_PUBMED_URL: address('https://eutils.ncbi.nlm.nih.gov/entrez/eutils', 'PubMed’s E-utilities'),
  SEOGO_SOURCE_PUBMED_KEY: secret
    .optional()
    .describe('Key of PubMed: ten requests a second instead of three.'),
  SEOGO_SOURCE_OPENLIBRARY_URL: address('https://openlibrary.org', 'Open Library'),
  SEOGO_SOURCE_KCI_URL: address(
    'https://open.kci.go.kr/oai/request',
    'the OAI-PMH of the Korea Citation Index',
  ),
} as const
