/** The thread in which references are set: making an engine of a large style takes up to a tenth of a second. */
import { parentPort } from 'node:worker_threads'
import { formatBibliography, formatReference } from './format-reference.ts'
import type { BibliographyRequest, Made, ReferenceRequest } from './reference.ts'

type Request = ReferenceRequest | BibliographyRequest

parentPort?.on('message', ({ at, request }: { at: number; request: Request }) => {
  try {
    parentPort?.postMessage({ at, made: make(request) })
  } catch (error) {
    parentPort?.postMessage({ at, failure: error instanceof Error ? error.message : String(error) })
  }
})

function make(request: Request): Made {
  return 'items' in request
    ? { bibliography: formatBibliography(request) }
    : { reference: formatReference(request) }
}
