import { z } from 'zod'
import { cslType } from './csl.ts'
import { recordField, recordFields } from './record-fields.ts'

const line = (max: number) => z.string().trim().max(max).nullable()

/** A name typed by hand: in its parts, or in one piece for what has none. */
const typedName = z.union([
  z.string().trim().min(1).max(300),
  z.strictObject({ family: z.string().trim().min(1).max(300), given: z.string().trim().max(300).optional() }),
])
const typedNames = z.array(typedName).max(2000)

/** What is corrected, and only that; null empties a field. */
export const recordCorrection = z
  .strictObject({
    type: cslType,
    title: z.string().trim().min(1).max(2000),
    originalTitle: line(2000),
    authors: typedNames,
    editors: typedNames,
    year: z.int().min(1000).max(2200).nullable(),
    /** `2024`, `2024-05` or `2024-05-17`; instead of a year. */
    date: z
      .string()
      .regex(/^[12]\d{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/)
      .nullable(),
    venue: line(1000),
    volume: line(100),
    issue: line(100),
    pages: line(200),
    edition: line(200),
    publisher: line(500),
    doi: line(300),
    arxivId: line(100),
    pmid: line(40),
    pmcid: line(40),
    isbn: line(60),
    issn: line(40),
    url: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(2000)]).nullable(),
    language: line(40),
    abstract: z.string().max(50_000).nullable(),
    /** Fields handed back: the sources may say again what stands there. */
    release: z.array(recordField).max(recordFields.length),
  })
  .partial()
