/**
 * Why a PDF could not be read. Closed list: every file anybody may send ends in a reading or in one of these.
 *
 * - `not_a_pdf`: no `%PDF-` in the first kilobyte: a web page, a text, a picture under a wrong name.
 * - `empty`: the file holds no byte.
 * - `damaged`: it begins like a PDF, but no page of it can be read (cut off, overwritten, a page tree that bites its tail).
 * - `encrypted`: it opens with a password only. Files that merely forbid printing are read.
 * - `no_pages`: well formed, and without a page.
 * - `too_many_pages`: more pages than `PdfLimits.maxPages`.
 * - `limits_exceeded`: reading it takes more than it was allowed; `limit` says of what.
 */
export type PdfProblemKind =
  | 'not_a_pdf'
  | 'empty'
  | 'damaged'
  | 'encrypted'
  | 'no_pages'
  | 'too_many_pages'
  | 'limits_exceeded'

/**
 * Which limit was met. `size` is the file's own size, `output` the size of what was read out of it.
 * `cpu` and `time` may succeed on a quieter or faster machine; the others never will.
 */
export type PdfLimitName = 'memory' | 'cpu' | 'time' | 'size' | 'output'

export class PdfProblem extends Error {
  override readonly name = 'PdfProblem'
  readonly kind: PdfProblemKind
  /** Set when `kind` is `limits_exceeded`. */
  readonly limit: PdfLimitName | undefined

  constructor(kind: PdfProblemKind, message: string, limit?: PdfLimitName) {
    super(message)
    this.kind = kind
    this.limit = limit
  }
}
