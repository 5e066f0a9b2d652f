/** The thread in which references are set: making an engine of a large style takes up to a tenth of a second. */
import { parentPort } from 'node:worker_threads'
import { formatReference } from './format-reference.ts'
import type { ReferenceRequest } from './reference.ts'

parentPort?.on('message', ({ at, request }: { at: number; request: ReferenceRequest }) => {
  try {
    parentPort?.postMessage({ at, reference: formatReference(request) })
  } catch (error) {
    parentPort?.postMessage({ at, failure: error instanceof Error ? error.message : String(error) })
  }
})
