import type { EndpointShape, ReplyOf } from '#contract/endpoint.ts'
import { addressOf } from './address.ts'
import { ApiProblem, toApiProblem } from './api-problem.ts'
import { readReply } from './call.ts'
import { csrfHeaders } from './csrf.ts'

type Upload = {
  readonly params?: unknown
  readonly query?: unknown
  readonly field: string
  readonly files: readonly File[]
  /** What a file is sent as; its name unless told. */
  readonly nameOf?: (file: File) => string
  /** Told how much has left this machine, 0 to 1. */
  readonly onProgress: (share: number) => void
  readonly signal?: AbortSignal
}

/**
 * Sends files as one multipart body. `fetch` cannot say how far a body has got, so this is an XMLHttpRequest.
 * @throws ApiProblem as `call` does.
 */
export function upload<E extends EndpointShape>(endpoint: E, upload: Upload): Promise<ReplyOf<E>> {
  const body = new FormData()
  for (const file of upload.files) body.append(upload.field, file, upload.nameOf?.(file) ?? file.name)
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(endpoint.method, addressOf(endpoint, { params: upload.params, query: upload.query }))
    for (const [name, value] of Object.entries(csrfHeaders(endpoint.method)))
      request.setRequestHeader(name, value)
    request.responseType = 'text'
    request.upload.onprogress = ({ loaded, total, lengthComputable }) => {
      if (lengthComputable && total > 0) upload.onProgress(loaded / total)
    }
    request.onerror = () => reject(new ApiProblem('offline'))
    request.onabort = () => reject(upload.signal?.reason ?? new DOMException('Aborted', 'AbortError'))
    request.onload = () => {
      try {
        const answer: unknown = parseJson(request.responseText)
        if (request.status >= 400) reject(toApiProblem(request.status, answer))
        else resolve(readReply(endpoint, answer))
      } catch (error) {
        reject(error)
      }
    }
    upload.signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(body)
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // No JSON at all: a proxy's page, which the status then speaks for.
    return undefined
  }
}
