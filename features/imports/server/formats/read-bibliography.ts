import { Worker } from 'node:worker_threads'
import { type BibliographyReading, UnreadableBibliography, type UnreadableReason } from './reading.ts'

// A library of 100,000 works is about 150 MB; larger files are exports of databases, to be taken in parts.
const fileSizeMaxBytes = 200 * 1024 * 1024
// A hundred entries take a tenth of a second; a minute without any means that the file is made to stop the reader.
const silenceMaxMs = 60_000
const memoryMaxMb = 2_048

type Message = { done: number } | { reading: BibliographyReading | { unreadable: UnreadableReason } }

type Options = {
  /** Told how many entries are read, about every hundred. */
  readonly onProgress?: (done: number) => void
  /** Ends the reading; the promise is rejected with its reason. */
  readonly signal?: AbortSignal
}

/**
 * Reads a bibliography of any format in any encoding that is met, in a thread of its own. Bad entries are told in
 * `problems` and never stop the good ones.
 * @throws UnreadableBibliography when the file as a whole is none
 */
export async function readBibliography(
  bytes: Uint8Array,
  fileName: string,
  { onProgress, signal }: Options = {},
): Promise<BibliographyReading> {
  signal?.throwIfAborted()
  if (bytes.byteLength > fileSizeMaxBytes) throw new UnreadableBibliography('too_large', fileName)
  const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), {
    workerData: { bytes, fileName },
    resourceLimits: { maxOldGenerationSizeMb: memoryMaxMb, stackSizeMb: 4 },
  })
  const ending = Promise.withResolvers<BibliographyReading>()
  const giveUp = () => ending.reject(new UnreadableBibliography('too_complex', fileName))
  const stop = () => ending.reject(signal?.reason)
  const silence = setTimeout(giveUp, silenceMaxMs)
  signal?.addEventListener('abort', stop)
  worker.on('message', (message: Message) => {
    silence.refresh()
    if ('done' in message) onProgress?.(message.done)
    else if ('unreadable' in message.reading)
      ending.reject(new UnreadableBibliography(message.reading.unreadable, fileName))
    else ending.resolve(message.reading)
  })
  worker.on('error', (error: Error & { code?: string }) => {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') giveUp()
    else ending.reject(error)
  })
  // After a result this changes nothing; without one nobody would ever answer.
  worker.on('exit', giveUp)
  try {
    return await ending.promise
  } finally {
    clearTimeout(silence)
    signal?.removeEventListener('abort', stop)
    await worker.terminate()
  }
}
