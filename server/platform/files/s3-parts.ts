import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { FilesAway } from './files.ts'
import { elementOf } from './s3-answers.ts'
import { type CallS3, refusalOf, type S3Answer, textOf } from './s3-calls.ts'

type Sending = {
  readonly key: string
  readonly path: string
  readonly sizeBytes: number
  readonly partBytes: number
}

/** Sends a local file in parts, each under its own hash; nothing of it is left in the bucket when one of them fails. */
export async function uploadInParts(
  call: CallS3,
  { key, path, sizeBytes, partBytes }: Sending,
): Promise<void> {
  const uploadId = elementOf(
    await textOfDone(await call({ method: 'POST', key, query: { uploads: '' } })),
    'UploadId',
  )
  if (!uploadId) throw new FilesAway('it began no upload')
  try {
    const etags: string[] = []
    for (let start = 0; start < sizeBytes; start += partBytes) {
      const end = Math.min(start + partBytes, sizeBytes) - 1
      const part = { open: () => createReadStream(path, { start, end }), sizeBytes: end - start + 1 }
      const body = { ...part, sha256: await hashOf(part.open()) }
      const query = { partNumber: String(etags.length + 1), uploadId }
      const answer = await call({ method: 'PUT', key, query, body })
      await textOfDone(answer)
      etags.push(answer.headers.etag ?? '')
    }
    await complete(call, { key, uploadId, etags })
  } catch (error) {
    // Its own failure would hide the reason; what stays is removed by the bucket's rule for unfinished uploads.
    await call({ method: 'DELETE', key, query: { uploadId } }).then(
      ({ stream }) => stream.resume(),
      () => undefined,
    )
    throw error
  }
}

async function complete(
  call: CallS3,
  { key, uploadId, etags }: { key: string; uploadId: string; etags: string[] },
): Promise<void> {
  const parts = etags.map(
    (etag, index) =>
      `<Part><PartNumber>${index + 1}</PartNumber><ETag>${etag.replaceAll('"', '&quot;')}</ETag></Part>`,
  )
  const xml = Buffer.from(`<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`)
  const body = {
    open: () => Readable.from([xml]),
    sizeBytes: xml.length,
    sha256: createHash('sha256').update(xml).digest('hex'),
  }
  const said = await textOfDone(await call({ method: 'POST', key, query: { uploadId }, body }))
  // The status is sent before the parts are joined: a failure comes as 200 with an error inside.
  if (elementOf(said, 'ETag') === undefined)
    throw new FilesAway(`it did not join the parts: ${elementOf(said, 'Code') ?? 'no reason given'}`)
}

async function textOfDone(answer: S3Answer): Promise<string> {
  if (answer.status >= 200 && answer.status < 300) return textOf(answer)
  const refusal = await refusalOf(answer)
  throw new FilesAway(refusal.message, { cause: refusal })
}

async function hashOf(bytes: Readable): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of bytes) hash.update(chunk)
  return hash.digest('hex')
}
