import { z } from 'zod'
import { fileId, paperId, tagId } from '#contract/ids.ts'
import { pageQuery } from '#contract/pages.ts'
import { claimParts } from '#features/analysis/contract.ts'
import { citation, citePaper } from '#features/exports/contract.ts'
import { listPapers, paperDetail, paperFile, paperSummary } from '#features/papers/contract.ts'
import { matchField } from '#features/search/contract.ts'
import { addIdentifiers, identifierBatch } from '#features/sources/contract.ts'

/** One thing a program that speaks MCP may ask for; its name, schemas and words are what a language model reads. */
export type ToolShape = {
  readonly name: string
  readonly title: string
  readonly description: string
  /** Only for whom and for whose token may write papers. */
  readonly writes: boolean
  readonly input: z.ZodType
  readonly output: z.ZodType
}

const shape = <const T extends ToolShape>(tool: T): T => tool

const address = z.string().describe('Address of the place in Seogo; without a host where none is configured.')
const paper = paperId.describe('Id of a paper, from search.')
const { q, libraryId } = listPapers.query.shape
const { limit: _limit, cursor } = pageQuery.shape

export const searchTool = shape({
  name: 'search',
  title: 'Search papers',
  description:
    'Finds papers in the library of the person, best first, with the passages in which the words stand and their pages. ' +
    'Words in Korean or English must all be found; "a phrase", author:, title:, tag:, year:2019..2023 and a minus narrow it.',
  writes: false,
  input: z.strictObject({
    question: q.unwrap().min(1).describe('Words, "phrases" and field:value.'),
    libraryId: libraryId.describe('Only papers of this library.'),
    limit: z.int().min(1).max(25).default(10),
    cursor: cursor.describe('From `next` of the page before.'),
  }),
  output: z.strictObject({
    items: z.array(
      z.strictObject({
        ...paperSummary.pick({ id: true, title: true, authors: true, year: true, venue: true, doi: true })
          .shape,
        integrity: paperSummary.shape.integrity,
        address,
        matches: z.array(
          z.strictObject({
            field: matchField,
            quote: z.string().describe('What stands there, shortened.'),
            page: z.int().nullable(),
            address,
          }),
        ),
      }),
    ),
    total: z.int(),
    totalIsExact: z.boolean(),
    next: z.string().nullable(),
  }),
})

const claim = z.strictObject({
  part: z.enum(claimParts),
  text: z.string(),
  quote: z.string().describe('Word for word from the paper.'),
  page: z.int(),
  address,
  by: z.string().describe('Who read the paper: a provider, or the built-in reader.'),
})

export const getPaperTool = shape({
  name: 'get_paper',
  title: 'Get a paper',
  description:
    'The record of one paper with its abstract, tags and files, and what was found when it was read: only claims whose quote ' +
    'was found in the paper, each with its page.',
  writes: false,
  input: z.strictObject({ paperId: paper }),
  output: z.strictObject({
    ...paperDetail.pick({
      id: true,
      libraryId: true,
      title: true,
      authors: true,
      year: true,
      venue: true,
      doi: true,
      arxivId: true,
      pmid: true,
      isbn: true,
      abstract: true,
      citationKey: true,
      integrity: true,
      status: true,
    }).shape,
    address,
    tags: z.array(z.strictObject({ id: tagId, name: z.string() })),
    files: z.array(paperFile.pick({ id: true, name: true, mediaType: true, state: true, pageCount: true })),
    claims: z.array(claim),
  }),
})

/** Pages in one reply, where whole pages are asked for. */
export const mostPages = 10

export const getPassagesTool = shape({
  name: 'get_passages',
  title: 'Get passages of a paper',
  description:
    'Words of a paper as they stand on its pages: the passages that have most to do with a question, or whole pages ' +
    `(up to ${mostPages} at once). Each quote is word for word; cite it with its page.`,
  writes: false,
  input: z
    .strictObject({
      paperId: paper,
      question: z.string().min(1).max(1_000).optional().describe('What the passages are to be about.'),
      pages: z
        .strictObject({ from: z.int().min(1).max(1_000_000), to: z.int().min(1).max(1_000_000) })
        .optional()
        .describe('Whole pages, or the pages in which passages are looked for.'),
      limit: z.int().min(1).max(20).default(6).describe('How many passages of a question.'),
    })
    .refine(({ question, pages }) => question !== undefined || pages !== undefined, {
      message: 'question or pages is needed',
    }),
  output: z.strictObject({
    paperId,
    title: z.string(),
    fileId: fileId.nullable(),
    pageCount: z.int(),
    /** `being_read`: ask again in a moment; `none`: no file, a scan without OCR, or no text in it. */
    text: z.enum(['ready', 'being_read', 'none']),
    passages: z.array(z.strictObject({ page: z.int(), quote: z.string(), address })),
    nextPage: z.int().nullable().describe('Where the next pages begin, where whole pages were asked for.'),
  }),
})

export const citeTool = shape({
  name: 'cite',
  title: 'Cite a paper',
  description:
    'A paper as a reference in a citation style (CSL id such as apa, ieee, nature), as it stands in a sentence, and as BibTeX. ' +
    'Its citation key stays the same from then on.',
  writes: false,
  input: z.strictObject({ paperId: paper, style: citePaper.query.shape.style }),
  output: citation.pick({ paperId: true, key: true, styleId: true, text: true, inText: true, bibtex: true }),
})

/** The longest that adding is waited for. */
export const mostWaitSeconds = 30

export const addTool = shape({
  name: 'add_by_identifier',
  title: 'Add papers by identifier',
  description:
    'Adds papers to the library by DOI, arXiv id, PMID, PMCID, ISBN, OpenAlex or KCI id, or by the address of a page that names ' +
    'one. What is there already is not added twice. What still waits goes on in the background.',
  writes: true,
  input: z.strictObject({
    identifiers: addIdentifiers.body.shape.identifiers.max(50),
    libraryId: libraryId.describe('Into this library; the personal one without it.'),
    waitSeconds: z.int().min(0).max(mostWaitSeconds).default(10).describe('How long to wait for the result.'),
  }),
  output: identifierBatch.pick({ id: true, libraryId: true, finishedAt: true, items: true }),
})
