/** The thread in which a bibliography is read, so that a long file keeps nobody waiting. Started by `readBibliography`. */
import { parentPort, workerData } from 'node:worker_threads'
import { readBibliographyHere } from './read-text.ts'

const progressEvery = 100

const { bytes, fileName }: { bytes: Uint8Array; fileName: string } = workerData
const reading = readBibliographyHere(bytes, fileName, (done) => {
  if (done % progressEvery === 0) parentPort?.postMessage({ done })
})
parentPort?.postMessage({ reading })
