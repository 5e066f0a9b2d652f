/**
 * What one PDF may cost. Measured on 24 real papers: 0.5–3 s of CPU, 350 MB at most; a book of `maxPages` on a slow machine: 66 s
 * (`npm run bench:pdf`).
 */
export type PdfLimits = {
  /** Memory the child really takes: heap, array buffers, WebAssembly; without what V8 reserves and never touches. */
  memoryBytes: number
  /** Processor time of the child, all its threads together. */
  cpuSeconds: number
  /** From spawn to the last byte of the answer. */
  wallMs: number
  /** Of the file itself: the child holds all of it in memory. */
  maxFileBytes: number
  maxPages: number
  /** UTF-16 units of one page's text; a page with more is cut and marked. */
  maxPageCharacters: number
  /** UTF-16 units of all pages together; pages after it are marked and stay empty. */
  maxTotalCharacters: number
  /** A page that yields text for longer is cut and marked, the rest is read. One that yields none meets `cpuSeconds`. */
  maxPageMs: number
  /** Of the child's answer as JSON, all pages together. */
  maxOutputBytes: number
  /** Of one page of it: as much as the parent holds at a time. */
  maxPageBytes: number
}

export const defaultPdfLimits: PdfLimits = {
  memoryBytes: 600_000_000,
  cpuSeconds: 90,
  wallMs: 120_000,
  maxFileBytes: 300_000_000,
  maxPages: 3_000,
  maxPageCharacters: 200_000,
  maxTotalCharacters: 16_000_000,
  maxPageMs: 10_000,
  maxOutputBytes: 256_000_000,
  maxPageBytes: 16_000_000,
}
