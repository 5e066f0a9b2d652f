import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { z } from 'zod'
import { Problem } from '#contract/problems.ts'
import { listPapers } from '#features/papers/contract.ts'
import type { CommandContext } from '#platform/feature.ts'
import { exportFormat, referenceFormat } from '../contract.ts'
import type { Choice } from './read-papers.ts'
import { openExport } from './write-papers.ts'
import { writeReferences } from './write-references.ts'

/** `seogo export`: the same file as the button on the screen writes, or references in a style; to a path or to standard output. */
export async function exportCommand({ house, options, caller, terminal }: CommandContext): Promise<number> {
  const query = listPapers.query.safeParse({ libraryId: options.library, q: options.query, direction: 'asc' })
  if (!query.success) throw new Problem('bad_request', { where: '--library', given: options.library ?? null })
  const { name, stream } = await opened({ house, options, caller, choice: { query: query.data } })
  const output = typeof options.output === 'string' ? options.output : undefined
  if (output === undefined) {
    // The file is the result; a JSON document behind it would spoil it.
    if (terminal.json) throw new Problem('bad_request', { where: '--output', given: null })
    await pipeline(stream, process.stdout, { end: false })
    return 0
  }
  const sizeBytes = await save(stream, output)
  terminal.line(`${output}: ${sizeBytes} bytes`)
  terminal.result({ format: name, output, sizeBytes })
  return 0
}

type Wish = Pick<CommandContext, 'house' | 'options' | 'caller'> & { readonly choice: Choice }

async function opened({ house, options, caller, choice }: Wish): Promise<{ name: string; stream: Readable }> {
  if (typeof options.style === 'string') {
    const name = requireFormat(referenceFormat, options.format ?? 'text')
    const wanted = { styleId: options.style, format: name, choice }
    return {
      name,
      stream: Readable.from([Buffer.from(await writeReferences(house, await caller(), wanted))]),
    }
  }
  const name = requireFormat(exportFormat, options.format ?? 'bibtex')
  const ways = { ascii: options.ascii === true, bom: options.bom === true }
  return { name, stream: await openExport(house, await caller(), { format: name, options: ways, choice }) }
}

function requireFormat<Format>(formats: z.ZodType<Format>, given: unknown): Format {
  const format = formats.safeParse(given)
  if (!format.success) throw new Problem('bad_request', { where: '--format', given })
  return format.data
}

/** The whole file or none: it takes its name when it is complete. */
async function save(stream: NodeJS.ReadableStream, output: string): Promise<number> {
  const draft = `${output}.part`
  let sizeBytes = 0
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sizeBytes += chunk.length
      done(null, chunk)
    },
  })
  try {
    await pipeline(stream, counted, createWriteStream(draft))
    await rename(draft, output)
  } catch (error) {
    await rm(draft, { force: true })
    if (
      error instanceof Error &&
      'code' in error &&
      /^(ENOENT|EACCES|EISDIR|ENOTDIR)$/.test(String(error.code))
    )
      throw new Problem('file_not_found', { path: output })
    throw error
  }
  return sizeBytes
}
