import { Readable } from 'node:stream'
import { decodeText } from './formats/decode-text.ts'
import { detectFormat } from './formats/detect-format.ts'

/** What a file is, by its first bytes; or the problem code that says why it is not taken. */
export type Sniffed =
  | { readonly kind: 'pdf' | 'bibliography' }
  | { readonly kind: 'refused'; readonly reason: 'import_empty' | 'import_format_unknown' | 'pdf_not_a_pdf' }

// A long header of comments or abbreviations may stand before the first entry.
const headBytes = 64 * 1024
// ISO 32000-2, annex I.2 lets readers look for the header within the first 1,024 bytes.
const pdfHeaderWithin = 1_024

/**
 * Looks at the beginning of a stream and gives it back whole. The source is left open: who made it drains or ends it.
 */
export async function sniff(
  source: Readable,
  fileName: string,
): Promise<{ found: Sniffed; whole: Readable }> {
  const rest = source.iterator({ destroyOnReturn: false })
  const chunks: Buffer[] = []
  let length = 0
  while (length < headBytes) {
    const next = await rest.next()
    if (next.done === true) break
    const chunk = Buffer.from(next.value)
    chunks.push(chunk)
    length += chunk.length
  }
  const head = Buffer.concat(chunks)
  return { found: judgeHead(head, fileName), whole: Readable.from(joined(head, rest)) }
}

async function* joined(head: Buffer, rest: AsyncIterableIterator<unknown>): AsyncGenerator<unknown> {
  if (head.length > 0) yield head
  yield* rest
}

function judgeHead(head: Buffer, fileName: string): Sniffed {
  if (head.length === 0) return { kind: 'refused', reason: 'import_empty' }
  if (head.subarray(0, pdfHeaderWithin).includes('%PDF-')) return { kind: 'pdf' }
  if (/\.pdf$/i.test(fileName)) return { kind: 'refused', reason: 'pdf_not_a_pdf' }
  const decoded = decodeText(head)
  const format = decoded === undefined ? undefined : detectFormat(decoded.text, fileName)
  return format === undefined
    ? { kind: 'refused', reason: 'import_format_unknown' }
    : { kind: 'bibliography' }
}
