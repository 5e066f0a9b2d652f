import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { collectionId, exportLinkId, libraryId, paperId, tagId } from '#contract/ids.ts'
import { instant } from '#contract/time.ts'
import { listPapers, papersSelected } from '#features/papers/contract.ts'

/** What a bibliography can be written as; `markdown-files` is a ZIP of one file a paper. */
export const exportFormat = z.enum([
  'bibtex',
  'biblatex',
  'ris',
  'csl-json',
  'csv',
  'markdown',
  'markdown-files',
])
export type ExportFormat = z.infer<typeof exportFormat>

/** What references in a citation style are written as. */
export const referenceFormat = z.enum(['text', 'html', 'markdown'])
export type ReferenceFormat = z.infer<typeof referenceFormat>

/** A flag in an address. */
const flag = z.enum(['0', '1', 'true', 'false']).transform((text) => text === '1' || text === 'true')

const { cursor: _cursor, limit: _limit, offset: _offset, ...narrowing } = listPapers.query.shape

export const exportPapers = endpoint({
  name: 'exports.papers',
  method: 'GET',
  path: '/api/exports/papers',
  access: 'papers:read',
  summary:
    'The papers that a list would show, or those of the given ids, as a file in a bibliography format, streamed.',
  query: z.strictObject({
    ...narrowing,
    format: exportFormat.default('bibtex'),
    /** Up to 200 ids, parted by commas, instead of a filter. */
    ids: z
      .string()
      .max(15_000)
      .transform((text) => text.split(','))
      .pipe(z.array(paperId).min(1))
      .optional(),
    /** TeX escapes for letters beyond ASCII (BibTeX, BibLaTeX). */
    ascii: flag.optional(),
    /** A byte order mark, by which Excel knows UTF-8 (CSV). */
    bom: flag.optional(),
  }),
})

export const exportSelected = endpoint({
  name: 'exports.selected',
  method: 'POST',
  path: '/api/exports/papers',
  withoutRoom: true,
  access: 'papers:read',
  summary: 'Chosen papers as a file in a bibliography format, streamed: more of them than an address holds.',
  body: z.strictObject({
    papers: papersSelected,
    format: exportFormat.default('bibtex'),
    ascii: z.boolean().optional(),
    bom: z.boolean().optional(),
  }),
})

/** A key as BibTeX can read it: no space and none of its own signs. */
export const citationKey = z
  .string()
  .trim()
  .regex(/^[^\s\p{Cc}"#%'(),={}~\\]{1,200}$/u)

export const keyOrigin = z.enum(['imported', 'formula', 'person'])

export const paperKey = z.strictObject({
  paperId,
  key: z.string(),
  /** Null while the key is only what the formula would give: the first export pins it. */
  origin: keyOrigin.nullable(),
})
export type PaperKey = z.infer<typeof paperKey>

export const getPaperKey = endpoint({
  name: 'exports.getKey',
  method: 'GET',
  path: '/api/papers/:paperId/citation-key',
  access: 'papers:read',
  summary: 'The citation key of a paper, and whether it is pinned.',
  params: z.strictObject({ paperId }),
  reply: paperKey,
})

export const findPaperByKey = endpoint({
  name: 'exports.findByKey',
  method: 'GET',
  path: '/api/libraries/:libraryId/citation-keys/:key',
  access: 'papers:read',
  summary:
    'The paper that a citation key names, with the key it has now; the key of a merged paper finds the one it is in.',
  params: z.strictObject({ libraryId, key: z.string().min(1).max(200) }),
  reply: paperKey,
})

export const setPaperKey = endpoint({
  name: 'exports.setKey',
  method: 'PUT',
  path: '/api/papers/:paperId/citation-key',
  access: 'papers:write',
  summary: 'Gives a paper a citation key by hand; it is pinned.',
  params: z.strictObject({ paperId }),
  body: z.strictObject({ key: z.string().max(500) }),
  reply: paperKey,
})

export const keyFormula = z.strictObject({
  libraryId,
  formula: z.string(),
  /** Whether letters beyond ASCII become ASCII; Hangul is romanised. */
  folds: z.boolean(),
  isDefault: z.boolean(),
})
export type KeyFormula = z.infer<typeof keyFormula>

const formulaBody = z.strictObject({ formula: z.string().trim().min(1).max(500), folds: z.boolean() })

export const getKeyFormula = endpoint({
  name: 'exports.getFormula',
  method: 'GET',
  path: '/api/libraries/:libraryId/citation-keys',
  access: 'papers:read',
  summary: 'The formula by which citation keys of a library are made.',
  params: z.strictObject({ libraryId }),
  reply: keyFormula,
})

export const setKeyFormula = endpoint({
  name: 'exports.setFormula',
  method: 'PUT',
  path: '/api/libraries/:libraryId/citation-keys',
  access: 'papers:write',
  summary: 'Changes the formula; keys that are pinned stay as they are.',
  params: z.strictObject({ libraryId }),
  body: formulaBody,
  reply: keyFormula,
})

export const previewKeyFormula = endpoint({
  name: 'exports.previewFormula',
  method: 'POST',
  path: '/api/libraries/:libraryId/citation-keys/preview',
  withoutRoom: true,
  access: 'papers:read',
  summary: 'What a formula would make of the newest papers whose key is not pinned.',
  params: z.strictObject({ libraryId }),
  body: formulaBody,
  reply: z.strictObject({
    items: z.array(z.strictObject({ paperId, title: z.string(), before: z.string(), after: z.string() })),
    pinnedCount: z.int(),
    unpinnedCount: z.int(),
  }),
})

const styleId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,120}$/)

export const citation = z.strictObject({
  paperId,
  key: z.string(),
  styleId: z.string(),
  /** The reference as a bibliography prints it. */
  text: z.string(),
  /** The same with its italics; made of i, b, sup, sub and span only. */
  html: z.string(),
  /** As it stands in a sentence: "(Kim, 2024)". */
  inText: z.string(),
  bibtex: z.string(),
  markdown: z.string(),
})
export type Citation = z.infer<typeof citation>

export const citePaper = endpoint({
  name: 'exports.cite',
  method: 'GET',
  path: '/api/papers/:paperId/citation',
  access: 'papers:read',
  summary: 'A paper as a reference in a style, in the text, and in the formats one copies. Pins its key.',
  params: z.strictObject({ paperId }),
  query: z.strictObject({ style: styleId.default('apa') }),
  reply: citation,
})

export const listStyles = endpoint({
  name: 'exports.listStyles',
  method: 'GET',
  path: '/api/exports/styles',
  access: 'papers:read',
  summary: 'The citation styles that this installation has, those of common use first.',
  query: z.strictObject({
    q: z.string().max(100).optional(),
    /** Only, and all of, those that an administrator added. */
    own: flag.optional(),
  }),
  reply: z.strictObject({
    items: z.array(z.strictObject({ id: z.string(), title: z.string(), isOwn: z.boolean() })),
    /** How many there are beyond those listed. */
    moreCount: z.int(),
  }),
})

export const addStyle = endpoint({
  name: 'exports.addStyle',
  method: 'POST',
  path: '/api/exports/styles',
  access: 'styles:manage',
  status: 201,
  summary:
    'Adds a style (CSL 1.0) for everybody; one that was added by the same name before is replaced. Not one that is installed.',
  body: z.strictObject({ xml: z.string().min(1).max(1_000_000) }),
  reply: z.strictObject({ id: z.string(), title: z.string() }),
})

export const removeStyle = endpoint({
  name: 'exports.removeStyle',
  method: 'DELETE',
  path: '/api/exports/styles/:styleId',
  access: 'styles:manage',
  summary: 'Removes a style that was added.',
  params: z.strictObject({ styleId }),
  reply: z.strictObject({}),
})

const linkName = z.string().trim().min(1).max(100)

export const exportLink = z.strictObject({
  id: exportLinkId,
  libraryId,
  tagId: tagId.nullable(),
  collectionId: collectionId.nullable(),
  /** What it gives: the name of the tag or collection; null for the whole library. */
  of: z.string().nullable(),
  name: z.string(),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
})
export type ExportLink = z.infer<typeof exportLink>

export const listLinks = endpoint({
  name: 'exports.listLinks',
  method: 'GET',
  path: '/api/exports/links',
  access: 'papers:read',
  summary: "The asking person's own addresses at which a bibliography can be read.",
  reply: z.strictObject({ items: z.array(exportLink) }),
})

export const createLink = endpoint({
  name: 'exports.createLink',
  method: 'POST',
  path: '/api/exports/links',
  access: 'papers:read',
  status: 201,
  summary:
    'Makes an address at which a library, a tag or a collection is read as a bibliography. Shown once.',
  body: z
    .strictObject({
      name: linkName,
      libraryId,
      tagId: tagId.optional(),
      collectionId: collectionId.optional(),
    })
    .refine(({ tagId: tag, collectionId: collection }) => tag === undefined || collection === undefined),
  reply: z.strictObject({
    link: exportLink,
    /** Below the server's root, for BibLaTeX; other formats by its ending (.ris, .json, .csv) or `?format=`. */
    path: z.string(),
  }),
})

const linkParams = z.strictObject({ linkId: exportLinkId })

export const renameLink = endpoint({
  name: 'exports.renameLink',
  method: 'PATCH',
  path: '/api/exports/links/:linkId',
  access: 'papers:read',
  summary: 'Renames an address for oneself; the address itself stays.',
  params: linkParams,
  body: z.strictObject({ name: linkName }),
  reply: exportLink,
})

export const revokeLink = endpoint({
  name: 'exports.revokeLink',
  method: 'DELETE',
  path: '/api/exports/links/:linkId',
  access: 'papers:read',
  summary: 'Ends an address at once.',
  params: linkParams,
  reply: z.strictObject({}),
})
