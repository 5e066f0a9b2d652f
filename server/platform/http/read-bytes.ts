import type { Readable } from 'node:stream'
import { Problem } from '#contract/problems.ts'

/** The whole body of a protocol's request. @throws Problem body_too_large */
export async function readBytes(body: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError('a body is bytes')
    length += chunk.byteLength
    if (length > maxBytes) throw new Problem('body_too_large', { maxBytes })
    chunks.push(Buffer.from(chunk))
  }
  return Buffer.concat(chunks)
}
