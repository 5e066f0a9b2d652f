import { z } from 'zod'
import type { TextRun } from '#contract/text-rectangles.ts'

// Looked at by hand: a book has half a million runs, and a schema of tuples takes seconds for them.
const textRunSchema = z.custom<TextRun>(
  (run) => Array.isArray(run) && (run.length === 6 || run.length === 7) && run.every(Number.isFinite),
)

/** Why a page's text is not all of what stands on it: it could not be parsed, took too long, or was longer than allowed. */
export const pageGapSchema = z.enum(['unreadable', 'too_slow', 'too_long'])
export type PageGap = z.infer<typeof pageGapSchema>

export const pdfPageSchema = z.strictObject({
  /** From 1. */
  number: z.int().min(1),
  /** Of the unrotated page, in PDF points. */
  widthPt: z.number(),
  heightPt: z.number(),
  /** Degrees a viewer turns the page clockwise. */
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  /** In reading order, lines ended by "\n", NFC; hyphens at line ends stay. */
  text: z.string(),
  boxes: z.array(textRunSchema),
  gap: pageGapSchema.optional(),
})
export type PdfPage = z.infer<typeof pdfPageSchema>

/** `page`: from the look of the first pages. `metadata`: from the file's own dictionary, often wrong. */
const originSchema = z.enum(['page', 'metadata'])

function recognised<T extends z.ZodType>(value: T) {
  return z.strictObject({ value, confidence: z.number().min(0).max(1), origin: originSchema })
}

export const recognisedMetadataSchema = z.strictObject({
  title: recognised(z.string()).optional(),
  /** In printed order, "Given Family" as printed. */
  authors: recognised(z.array(z.string())).optional(),
  abstract: recognised(z.string()).optional(),
  year: recognised(z.int()).optional(),
  /** Canonical, and unproved until a registry's title agrees. */
  doi: recognised(z.string()).optional(),
  /** Canonical id without its version. */
  arxiv: recognised(z.strictObject({ id: z.string(), version: z.int().optional() })).optional(),
})
export type RecognisedMetadata = z.infer<typeof recognisedMetadataSchema>

/** What is said of a whole PDF, once its pages have been handed over one by one. */
export const pdfSummarySchema = z.strictObject({
  pageCount: z.int(),
  /** Pages of which something is missing. */
  pagesWithGaps: z.int(),
  /** The bookmarks, flattened in order; `page` is absent when the bookmark leads nowhere. */
  outline: z.array(z.strictObject({ title: z.string(), page: z.int().optional(), depth: z.int() })),
  /** The file's own dictionary: `title`, `author`, `subject`, `keywords`, `creator`, `producer`, dates as PDF writes them. */
  metadata: z.record(z.string(), z.string()),
  /** `none`: hardly any text, a scan. `garbage`: a text layer whose fonts do not say which letters they draw. */
  textQuality: z.enum(['good', 'none', 'garbage']),
  recognised: recognisedMetadataSchema,
})
export type PdfSummary = z.infer<typeof pdfSummarySchema>

export type PdfReading = PdfSummary & { pages: PdfPage[] }
