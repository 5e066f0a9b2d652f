import { pipeline, type Readable, Transform } from 'node:stream'

import type { ProblemCode } from '#contract/problems.ts'
import { attachFile } from '#features/papers/server/papers.ts'
import { FileTooLarge, type StoredFile } from '#platform/files/files.ts'
import type { House } from '#platform/house.ts'
import { AddressRefused } from '#platform/http-client/address-guard.ts'
import { BadRedirect, type OutsideReply, streamOutside } from '#platform/http-client/ask-outside.ts'
import { ReplyTooLong } from '#platform/http-client/limit-bytes.ts'
import { retryAfterMs } from '#platform/http-client/retry-after.ts'
import { JobFailure } from '#platform/queue/failure.ts'
import type { JobHandler } from '#platform/queue/job.ts'
import type { PaperSource } from '../contract.ts'
import { termsOf } from './asking/catalogue.ts'
import type { fetchOpenCopyJob } from './jobs.ts'
import { readPaperSources } from './resolve-paper.ts'

const timeoutMs = 10 * 60_000
/** A PDF begins with its name, by the standard within the first kilobyte. */
const headLength = 1_024

/** The free copy to fetch: of the published version where there is one. */
export function openCopyOf(
  sources: readonly PaperSource[],
): { readonly url: string; readonly source: PaperSource['source'] } | undefined {
  const copies = sources
    .filter(({ verdict }) => verdict === 'trusted')
    .flatMap(({ source, facts }) => (facts.openCopy === null ? [] : [{ ...facts.openCopy, source }]))
    .filter(({ url }) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))
  const rank = (version: string | null) =>
    ['publishedVersion', 'acceptedVersion', 'submittedVersion'].indexOf(version ?? 'submittedVersion')
  return copies.toSorted((one, other) => rank(one.version) - rank(other.version))[0]
}

/** Fetches the free PDF of a paper into the store; what is no PDF is refused, whatever it says it is. */
export const fetchOpenCopy: JobHandler<typeof fetchOpenCopyJob.payload> = async (
  { paperId },
  { house, signal, asUser, progress, note },
) => {
  const copy = openCopyOf(await asUser((tx) => readPaperSources(tx, paperId)))
  if (copy === undefined) throw failure('open_copy_missing', 'no source knows a free copy', false)
  progress('fetching', 0)
  const stored = await fetchPdf(house, copy, signal)
  const fileName = nameOf(copy.url)
  const { sha256, sizeBytes } = stored
  const file = { paperId, sha256, sizeBytes, fileName, mediaType: 'application/pdf' }
  const { outcome } = await asUser((tx) => attachFile(tx, file))
  note({ source: copy.source, outcome })
}

function failure(code: ProblemCode, message: string, retry: boolean, afterMs?: number): JobFailure {
  return new JobFailure(code, message, { retry, ...(afterMs === undefined ? {} : { retryAfterMs: afterMs }) })
}

async function fetchPdf(
  house: House,
  { url, source }: { readonly url: string; readonly source: PaperSource['source'] },
  signal: AbortSignal,
): Promise<StoredFile> {
  const bytesMax = house.config.SEOGO_UPLOAD_MAX_BYTES
  const trustedBase = termsOf(house.config, source).baseUrl
  const headers = { accept: 'application/pdf', 'user-agent': 'Seogo/0.1 (self-hosted paper library)' }
  try {
    return await streamOutside(url, { headers, bytesMax, timeoutMs, signal, trustedBase }, (reply, stream) =>
      store(house, reply, stream),
    )
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof JobFailure) throw error
    if (error instanceof ReplyTooLong || error instanceof FileTooLarge)
      throw failure('body_too_large', 'the copy is larger than may be taken in', false)
    if (error instanceof AddressRefused || error instanceof BadRedirect)
      throw failure('open_copy_missing', error.message, false)
    throw failure('source_unavailable', 'the host of the copy gave no answer', true)
  }
}

async function store(house: House, reply: OutsideReply, stream: Readable): Promise<StoredFile> {
  if (reply.status !== 200) {
    stream.destroy()
    const isBusy = reply.status === 429 || reply.status >= 500
    const after = retryAfterMs(reply.headers['retry-after'], house.clock.now())
    throw failure('source_unavailable', `the host answers ${reply.status}`, isBusy, after)
  }
  const pdf = onlyPdf()
  // Both end with whichever breaks, also before the store has begun to read; the store hears of it.
  pipeline(stream, pdf, () => undefined)
  return await house.files.put(pdf, { maxBytes: house.config.SEOGO_UPLOAD_MAX_BYTES })
}

/** Passes bytes on once they have begun as a PDF does; a page that asks for a password ends it. */
function onlyPdf(): Transform {
  let head: Buffer | undefined = Buffer.alloc(0)
  const begins = (bytes: Buffer) => bytes.subarray(0, headLength).includes('%PDF-')
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      if (head === undefined) return done(null, piece)
      head = Buffer.concat([head, piece])
      if (begins(head)) {
        const whole = head
        head = undefined
        done(null, whole)
      } else if (head.length > headLength) done(failure('pdf_not_a_pdf', 'the copy is no PDF', false))
      else done()
    },
    flush(done) {
      done(head === undefined ? null : failure('pdf_not_a_pdf', 'the copy is no PDF', false))
    },
  })
}

function nameOf(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1) ?? ''
  return last === '' ? 'paper.pdf' : /\.pdf$/i.test(last) ? last : `${last}.pdf`
}
