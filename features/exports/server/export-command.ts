import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Problem } from '#contract/problems.ts'
import { listPapers } from '#features/papers/contract.ts'
import type { CommandContext } from '#platform/feature.ts'
import { exportFormat } from '../contract.ts'
import { openExport } from './write-papers.ts'

/** `seogo export`: the same file as the button on the screen writes, to a path or to standard output. */
export async function exportCommand({ house, options, caller, terminal }: CommandContext): Promise<number> {
  const format = exportFormat.safeParse(options.format)
  if (!format.success) throw new Problem('bad_request', { where: '--format', given: options.format ?? null })
  const query = listPapers.query.safeParse({ libraryId: options.library, q: options.query, direction: 'asc' })
  if (!query.success) throw new Problem('bad_request', { where: '--library', given: options.library ?? null })
  const stream = await openExport(house, await caller(), {
    format: format.data,
    options: { ascii: options.ascii === true, bom: options.bom === true },
    choice: { query: query.data },
  })
  const output = typeof options.output === 'string' ? options.output : undefined
  if (output === undefined) {
    // The file is the result; a JSON document behind it would spoil it.
    if (terminal.json) throw new Problem('bad_request', { where: '--output', given: null })
    await pipeline(stream, process.stdout, { end: false })
    return 0
  }
  const sizeBytes = await save(stream, output)
  terminal.line(`${output}: ${sizeBytes} bytes`)
  terminal.result({ format: format.data, output, sizeBytes })
  return 0
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
