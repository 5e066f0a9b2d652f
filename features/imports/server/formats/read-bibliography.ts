import { Worker } from 'node:worker_threads'
import { type BibliographyReading, UnreadableBibliography, type UnreadableReason } from './reading.ts'

// A library of 100,000 works is about 150 MB; larger files are exports of databases, to be taken in parts.
const fileSizeMaxBytes = 200 * 1024 * 1024
// A hundred entries take a tenth of a second; a minute without any means that the file is made to stop the reader.
const silenceMaxMs = 60_000
const memoryMaxMb = 2_048

type Message = { done: number } | { reading: BibliographyReading | { unreadable: UnreadableReason } }

/**
 * Reads a BibTeX, RIS or CSL-JSON file in any encoding that is met, in a thread of its own. Bad entries are told in
 * `problems` and never stop the good ones.
 * @param onProgress told how many entries are read, about every hundred
 * @throws UnreadableBibliography when the file as a whole is none
 */
export function readBibliography(
  bytes: Uint8Array,
  fileName: string,
  onProgress: (done: number) => void = () => undefined,
): Promise<BibliographyReading> {
  if (bytes.byteLength > fileSizeMaxBytes)
    return Promise.reject(new UnreadableBibliography('too_large', fileName))
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./reading-worker.ts', import.meta.url), {
      workerData: { bytes, fileName },
      resourceLimits: { maxOldGenerationSizeMb: memoryMaxMb, stackSizeMb: 4 },
    })
    const giveUp = () => {
      reject(new UnreadableBibliography('too_complex', fileName))
      void worker.terminate()
    }
    const silence = setTimeout(giveUp, silenceMaxMs)
    worker.on('message', (message: Message) => {
      silence.refresh()
      if ('done' in message) {
        onProgress(message.done)
        return
      }
      clearTimeout(silence)
      const { reading } = message
      if ('unreadable' in reading) reject(new UnreadableBibliography(reading.unreadable, fileName))
      else resolve(reading)
    })
    worker.on('error', (error: Error & { code?: string }) => {
      clearTimeout(silence)
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') giveUp()
      else reject(error)
    })
    // After a result this changes nothing; without one nobody would ever answer.
    worker.on('exit', giveUp)
  })
}
