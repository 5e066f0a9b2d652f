import { createHash, randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { FilesAway } from './files.ts'
import { readListing } from './s3-answers.ts'
import { type Bucket, openS3, refusalOf, type S3Answer, textOf } from './s3-calls.ts'

/** Small documents with names of their own, beside the files that are named by their bytes. */
export type Documents = {
  /** Puts a document in place as a whole: whoever reads sees the old one, the new one, or none. */
  write(name: string, bytes: Buffer): Promise<void>
  /** @returns undefined when there is none of this name */
  read(name: string): Promise<Buffer | undefined>
  /** @returns the names, in order */
  list(): Promise<string[]>
  remove(name: string): Promise<void>
}

const isName = (name: string) => /^[\w-][\w.-]{0,99}$/.test(name)

function requireName(name: string): string {
  if (!isName(name)) throw new RangeError(`${name} is no name of a document`)
  return name
}

function isAbsence(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/** Documents in a folder, which is made if absent. */
export function openFolderDocuments(folder: string): Documents {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const pathOf = (name: string) => join(folder, requireName(name))
  return {
    async write(name, bytes) {
      // A leading dot is no name, so a draft that a crash leaves is never listed.
      const draft = join(folder, `.${randomUUID()}`)
      try {
        const file = await open(draft, 'wx', 0o600)
        try {
          await file.writeFile(bytes)
          await file.sync()
        } finally {
          await file.close()
        }
        await rename(draft, pathOf(name))
        const handle = await open(folder, 'r')
        await handle.sync().finally(() => handle.close())
      } catch (error) {
        await rm(draft, { force: true })
        throw error
      }
    },
    async read(name) {
      return readFile(pathOf(name)).catch((error: unknown) => {
        if (isAbsence(error)) return undefined
        throw error
      })
    },
    async list() {
      return (await readdir(folder)).filter(isName).sort()
    },
    async remove(name) {
      await rm(pathOf(name), { force: true })
    },
  }
}

async function expectDone(answer: S3Answer): Promise<S3Answer> {
  if (answer.status >= 200 && answer.status < 300) return answer
  const refusal = await refusalOf(answer)
  throw new FilesAway(refusal.message, { cause: refusal })
}

async function bytesOf({ stream }: S3Answer): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Documents in a bucket, below a prefix that ends in a slash. */
export function openS3Documents(bucket: Bucket, prefix: string): Documents {
  const call = openS3(bucket)
  const keyOf = (name: string) => prefix + requireName(name)
  return {
    async write(name, bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      const body = { open: () => Readable.from([bytes]), sizeBytes: bytes.length, sha256 }
      const answer = await expectDone(await call({ method: 'PUT', key: keyOf(name), body }))
      answer.stream.resume()
    },
    async read(name) {
      const answer = await call({ method: 'GET', key: keyOf(name) })
      if (answer.status !== 404) return bytesOf(await expectDone(answer))
      answer.stream.resume()
      return undefined
    },
    async list() {
      const names: string[] = []
      let after: string | undefined
      do {
        const query = { 'list-type': '2', 'encoding-type': 'url', prefix }
        const answer = await expectDone(
          await call({
            method: 'GET',
            query: after === undefined ? query : { ...query, 'continuation-token': after },
          }),
        )
        const { objects, next } = readListing(await textOf(answer))
        names.push(...objects.map(({ key }) => key.slice(prefix.length)).filter(isName))
        after = next
      } while (after !== undefined)
      return names.sort()
    },
    async remove(name) {
      const answer = await expectDone(await call({ method: 'DELETE', key: keyOf(name) }))
      answer.stream.resume()
    },
  }
}
