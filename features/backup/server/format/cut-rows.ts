import { crc32 } from 'node:zlib'

/** Where a stream of rows is cut. A piece has at least `least` bytes and ends at `most` at the latest. */
export type CutSizes = { readonly least: number; readonly most: number; readonly oneRowIn: number }

export const usualSizes: CutSizes = { least: 512 * 1024, most: 8 * 1024 * 1024, oneRowIn: 4_096 }

const newline = 10
/** The beginning of a row carries its key; what an update changes usually comes after it. */
const headBytes = 48

export type RowPiece = { readonly bytes: Buffer; readonly rows: number }

/**
 * Cuts rows of COPY's text format (one a line, a line break in a value is escaped) into pieces whose borders depend on the
 * rows themselves: about one row in `oneRowIn` is a border, told by its first bytes. A row added or changed moves the border
 * of its own piece only, so that all others keep their bytes and with them their names.
 */
export async function* cutRows(
  stream: AsyncIterable<Uint8Array>,
  { least, most, oneRowIn }: CutSizes = usualSizes,
): AsyncGenerator<RowPiece> {
  let [parts, size, rows]: [Uint8Array[], number, number] = [[], 0, 0]
  let head = Buffer.alloc(0)
  const take = (): RowPiece => {
    const piece = { bytes: Buffer.concat(parts, size), rows }
    parts = []
    size = 0
    rows = 0
    return piece
  }
  for await (const chunk of stream) {
    const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    let [from, line] = [0, 0]
    for (let at = buffer.indexOf(newline); at >= 0; at = buffer.indexOf(newline, line)) {
      const lengthSoFar = size + at + 1 - from
      rows += 1
      if (
        lengthSoFar >= most ||
        (lengthSoFar >= least && isBorder(head, buffer.subarray(line, at), oneRowIn))
      ) {
        parts.push(buffer.subarray(from, at + 1))
        size = lengthSoFar
        yield take()
        from = at + 1
      }
      head = Buffer.alloc(0)
      line = at + 1
    }
    if (head.length < headBytes && line < buffer.length)
      head = Buffer.concat([head, buffer.subarray(line, line + headBytes - head.length)])
    if (from < buffer.length) {
      parts.push(buffer.subarray(from))
      size += buffer.length - from
    }
  }
  if (size > 0) yield take()
}

function isBorder(head: Buffer, rest: Buffer, oneRowIn: number): boolean {
  const start =
    head.length === 0 ? rest.subarray(0, headBytes) : Buffer.concat([head, rest]).subarray(0, headBytes)
  return crc32(start) % oneRowIn === 0
}
