import { Readable } from 'node:stream'
import { Problem } from '#contract/problems.ts'
import { FileTooLarge, type StoredFile } from '#platform/files/files.ts'
import type { House } from '#platform/house.ts'
import { Refusal } from './sessions.ts'

// ISO 32000-2, annex I.2 lets readers look for the header within the first 1,024 bytes.
const headBytes = 1_024

const mediaTypeShape = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,99}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,99}$/

/** The bare media type of a header; bytes for one that is none. */
export function mediaTypeOf(header: string): string {
  const bare = header.split(';')[0]?.trim().toLowerCase() ?? ''
  return mediaTypeShape.test(bare) ? bare : 'application/octet-stream'
}

async function* withHead(
  head: readonly Buffer[],
  rest: AsyncIterableIterator<unknown>,
): AsyncGenerator<unknown> {
  yield* head
  yield* rest
}

export type ReceivedFile = StoredFile & { readonly mediaType: string }

/**
 * Streams a body into the file store. What a publisher sends as a PDF is often a page that asks to sign in: that is none.
 * @throws Refusal NOT_A_PDF, Problem body_too_large | bad_request (nothing came)
 */
export async function receiveFile(house: House, body: Readable, mediaType: string): Promise<ReceivedFile> {
  const rest = body.iterator({ destroyOnReturn: false })
  const head: Buffer[] = []
  let length = 0
  while (length < headBytes) {
    const next = await rest.next()
    if (next.done === true) break
    const chunk = Buffer.from(next.value)
    head.push(chunk)
    length += chunk.length
  }
  if (length === 0) throw new Problem('bad_request', { fault: 'an empty file' })
  const isPdf = Buffer.concat(head).subarray(0, headBytes).includes('%PDF-')
  if (mediaType === 'application/pdf' && !isPdf) throw new Refusal(400, 'NOT_A_PDF')
  try {
    const bytes = Readable.from(withHead(head, rest))
    const stored = await house.files.put(bytes, { maxBytes: house.config.SEOGO_UPLOAD_MAX_BYTES })
    return { ...stored, mediaType: isPdf ? 'application/pdf' : mediaType }
  } catch (error) {
    if (error instanceof FileTooLarge) throw new Problem('body_too_large', { maxBytes: error.maxBytes })
    throw error
  }
}

const endings: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'application/epub+zip': '.epub',
  'text/html': '.html',
}

/** `Full Text PDF` as the name of a file. */
export function fileNameOf(title: string | undefined, url: string | undefined, mediaType: string): string {
  const last = url !== undefined && URL.canParse(url) ? new URL(url).pathname.split('/').at(-1) : undefined
  const bare = [title, last].find((name) => name !== undefined && name.trim() !== '') ?? 'file'
  const ending = endings[mediaType] ?? ''
  const name = bare.replaceAll(/[/\\]/g, '-').trim().slice(0, 200)
  return name.toLowerCase().endsWith(ending) ? name : `${name}${ending}`
}
