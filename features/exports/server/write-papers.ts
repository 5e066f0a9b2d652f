import { Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import type { UserId } from '#contract/ids.ts'
import type { House } from '#platform/house.ts'
import type { ExportFormat } from '../contract.ts'
import type { ExportedPaper, WriteOptions } from './formats/exported.ts'
import { zipOfMarkdown } from './formats/markdown-zip.ts'
import { writers } from './formats/writers.ts'
import { type Choice, readPapers } from './read-papers.ts'

export type Export = {
  readonly format: ExportFormat
  readonly options: WriteOptions
  readonly choice: Choice
}

/** How a format is called outside: its media type and the ending of its files. */
export function kindOf(format: ExportFormat): { mediaType: string; extension: string } {
  return format === 'markdown-files' ? { mediaType: 'application/zip', extension: 'zip' } : writers[format]
}

/**
 * The bytes of an export as they are made; nothing of it is held, and who goes away stops it. The first papers are read
 * before it is given back, so that a refusal is still one.
 * @throws Problem bad_request
 */
export async function openExport(
  house: House,
  userId: UserId,
  { format, options, choice }: Export,
): Promise<Readable> {
  const batches = await started(readPapers(house, userId, choice))
  const chunks = format === 'markdown-files' ? zipOfMarkdown(batches) : writeText(format, options, batches)
  return Readable.from(chunks, { objectMode: false, highWaterMark: 64 * 1024 })
}

/** The same iteration with its first step done. */
async function started<T>(steps: AsyncGenerator<T>): Promise<AsyncGenerator<T>> {
  const first = await steps.next()
  return (async function* resumed() {
    if (first.done !== true) yield first.value
    yield* steps
  })()
}

async function* writeText(
  format: Exclude<ExportFormat, 'markdown-files'>,
  options: WriteOptions,
  batches: AsyncIterable<readonly ExportedPaper[]>,
): AsyncGenerator<string> {
  const writer = writers[format]
  let chunk = writer.head(options)
  let isFirst = true
  for await (const papers of batches) {
    for (const [index, paper] of papers.entries()) {
      chunk += (isFirst ? '' : writer.between) + writer.paper(paper, options)
      isFirst = false
      // A batch takes some 20 ms to write; other requests of this process wait for no more than a part of it.
      if (index % 100 === 99) {
        yield chunk
        chunk = ''
        await setImmediate()
      }
    }
  }
  yield chunk + writer.tail
}
