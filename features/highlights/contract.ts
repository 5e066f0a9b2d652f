import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { collectionId, fileId, highlightId, libraryId, paperId, userId } from '#contract/ids.ts'
import { pageOf, pageQuery } from '#contract/pages.ts'
import { instant } from '#contract/time.ts'

/** The five felt pens, in the order of their keys 1 to 5; the names are those of Zotero’s colours. */
export const highlightColours = ['yellow', 'red', 'green', 'blue', 'purple'] as const
export const highlightColour = z.enum(highlightColours)
export type HighlightColour = z.infer<typeof highlightColour>

/** `library`: every member of the library sees it; nobody but its owner changes it. */
export const highlightVisibility = z.enum(['private', 'library'])
export type HighlightVisibility = z.infer<typeof highlightVisibility>

/**
 * How a highlight stands: `placed` on words of the file's text; `drawn` on a place of a file that has no such text (a
 * scan); `orphaned` when its words stand nowhere any more, with the last place known.
 */
export const anchorState = z.enum(['placed', 'drawn', 'orphaned'])
export type AnchorState = z.infer<typeof anchorState>

/** PDF points from the lower left corner of the unrotated page. */
export const highlightRect = z.strictObject({
  page: z.int().min(1).max(1_000_000),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
})
export type HighlightRect = z.infer<typeof highlightRect>

const longestQuote = 20_000
const longestContext = 200
/** So many lines a selection may have: some ten pages. */
const mostRects = 600

/** Words and what stands around them: the W3C's text quote selector (Web Annotation Data Model, 4.2.4). */
const textQuote = z.strictObject({
  exact: z.string().trim().min(1).max(longestQuote),
  prefix: z.string().max(longestContext).default(''),
  suffix: z.string().max(longestContext).default(''),
})

const comment = z.string().trim().max(20_000)
const tags = z.array(z.string().trim().min(1).max(120)).max(50)

export const highlight = z.strictObject({
  id: highlightId,
  libraryId,
  paperId,
  /** Null once its file was taken away. */
  fileId: fileId.nullable(),
  author: z.strictObject({ id: userId, name: z.string() }),
  isOwn: z.boolean(),
  colour: highlightColour,
  /** Markdown. */
  comment: z.string(),
  tags: z.array(z.string()),
  visibility: highlightVisibility,
  quote: z.strictObject({ exact: z.string(), prefix: z.string(), suffix: z.string() }),
  anchor: anchorState,
  /** Where it begins and where it ends. */
  page: z.int(),
  lastPage: z.int(),
  rects: z.array(highlightRect),
  version: z.int(),
  createdAt: instant,
  updatedAt: instant,
})
export type Highlight = z.infer<typeof highlight>

const paperParams = z.strictObject({ paperId })
const highlightParams = z.strictObject({ highlightId })

export const listOfPaper = endpoint({
  name: 'highlights.listOfPaper',
  method: 'GET',
  path: '/api/papers/:paperId/highlights',
  access: 'papers:read',
  summary: 'One’s own highlights in a paper and those shared with its library, in the order of the pages.',
  params: paperParams,
  query: z.strictObject({
    ...pageQuery.shape,
    limit: z.coerce.number().int().min(1).max(500).default(200),
    fileId: fileId.optional(),
  }),
  reply: pageOf(highlight),
})

const narrowing = {
  libraryId: libraryId.optional(),
  colour: highlightColour.optional(),
  tag: z.string().trim().min(1).max(120).optional(),
  /** Words in the quote or the comment, all of them. */
  q: z.string().max(500).optional(),
  /** `mine`: without what others share. */
  of: z.enum(['everybody', 'mine']).default('everybody'),
  anchor: anchorState.optional(),
}

export const listHighlights = endpoint({
  name: 'highlights.list',
  method: 'GET',
  path: '/api/highlights',
  access: 'papers:read',
  summary: 'Highlights over all papers one may see, the newest first, narrowed by colour, tag and words.',
  query: z.strictObject({ ...pageQuery.shape, ...narrowing }),
  reply: pageOf(z.strictObject({ ...highlight.shape, paperTitle: z.string() })),
})

export const createHighlight = endpoint({
  name: 'highlights.create',
  method: 'POST',
  path: '/api/papers/:paperId/highlights',
  access: 'papers:read',
  status: 201,
  summary:
    'Marks a passage of a file: its words are looked for in the file’s text, and the rectangles say which place is meant.',
  params: paperParams,
  body: z.strictObject({
    fileId,
    quote: textQuote,
    /** The page it begins on, when no rectangles say so. */
    page: z.int().min(1).max(1_000_000).optional(),
    /** As selected on screen; a scan without text keeps these. */
    rects: z.array(highlightRect).max(mostRects).default([]),
    colour: highlightColour,
    comment: comment.default(''),
    tags: tags.default([]),
    visibility: highlightVisibility.default('private'),
  }),
  reply: highlight,
})

export const changeHighlight = endpoint({
  name: 'highlights.change',
  method: 'PATCH',
  path: '/api/highlights/:highlightId',
  access: 'papers:read',
  summary: 'Changes the colour, comment, tags or visibility of one’s own highlight.',
  params: highlightParams,
  body: z.strictObject({ colour: highlightColour, comment, tags, visibility: highlightVisibility }).partial(),
  reply: highlight,
})

export const removeHighlight = endpoint({
  name: 'highlights.remove',
  method: 'DELETE',
  path: '/api/highlights/:highlightId',
  access: 'papers:read',
  summary: 'Takes one’s own highlight away; it can be had back for thirty days.',
  params: highlightParams,
  reply: z.strictObject({}),
})

export const restoreHighlight = endpoint({
  name: 'highlights.restore',
  method: 'POST',
  path: '/api/highlights/:highlightId/restore',
  access: 'papers:read',
  summary: 'Brings a highlight back that was taken away.',
  params: highlightParams,
  reply: highlight,
})

export const listHighlightTags = endpoint({
  name: 'highlights.listTags',
  method: 'GET',
  path: '/api/highlights/tags',
  access: 'papers:read',
  summary: 'The tags on one’s own highlights, the most used first; apart from the tags of papers.',
  query: z.strictObject({ libraryId: libraryId.optional() }),
  reply: z.strictObject({ items: z.array(z.strictObject({ name: z.string(), count: z.int() })) }),
})

export const highlightFormat = z.enum(['markdown', 'jsonld'])
export type HighlightFormat = z.infer<typeof highlightFormat>

export const exportHighlights = endpoint({
  name: 'highlights.export',
  method: 'GET',
  path: '/api/exports/highlights',
  access: 'papers:read',
  summary:
    'Highlights as Markdown with citation keys and pages, or as W3C Web Annotations; of a paper, a collection, or what a list shows.',
  query: z.strictObject({
    ...narrowing,
    paperId: paperId.optional(),
    collectionId: collectionId.optional(),
    format: highlightFormat.default('markdown'),
  }),
})
export type HighlightFilter = Omit<z.output<typeof exportHighlights.query>, 'format'>
