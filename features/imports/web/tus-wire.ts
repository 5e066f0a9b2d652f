import { csrfHeaders, withFreshToken } from '#web/lib/csrf.ts'

/** The requests of tus 1.0.0 that a browser makes. A refusal or a lost connection is an answer here, not an exception. */

export type Failed = {
  readonly kind: 'failed'
  /** 0 when no answer came. */
  readonly status: number
  readonly body: unknown
  readonly sentBytes: number
}

export type Standing = {
  readonly kind: 'standing'
  readonly address: string
  readonly offset: number
  /** The import that it has become, once it is whole. */
  readonly importId: string | undefined
}

const version = { 'tus-resumable': '1.0.0' }

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}

async function request(
  method: string,
  address: string,
  headers: Record<string, string>,
): Promise<Response | Failed> {
  try {
    const response = await withFreshToken(() =>
      fetch(address, {
        method,
        headers: { ...version, ...headers, ...csrfHeaders(method) },
        credentials: 'same-origin',
      }),
    )
    if (response.ok) return response
    const body: unknown = await response.json().catch(() => undefined)
    return { kind: 'failed', status: response.status, body, sentBytes: 0 }
  } catch {
    return { kind: 'failed', status: 0, body: undefined, sentBytes: 0 }
  }
}

/** Announces a file. */
export async function create(file: File, libraryId: string | undefined): Promise<Standing | Failed> {
  const metadata = [`filename ${base64(file.name.slice(-200))}`]
  if (libraryId !== undefined) metadata.push(`libraryId ${base64(libraryId)}`)
  const answer = await request('POST', '/api/uploads', {
    'upload-length': String(file.size),
    'upload-metadata': metadata.join(','),
  })
  if ('kind' in answer) return answer
  const address = answer.headers.get('location') ?? ''
  return { kind: 'standing', address, offset: 0, importId: undefined }
}

/** How much of it the server has. */
export async function ask(address: string): Promise<Standing | Failed> {
  const answer = await request('HEAD', address, {})
  if ('kind' in answer) return answer
  return {
    kind: 'standing',
    address,
    offset: Number(answer.headers.get('upload-offset')),
    importId: answer.headers.get('seogo-import') ?? undefined,
  }
}

/** Takes it off the server. */
export async function remove(address: string): Promise<void> {
  await request('DELETE', address, {})
}

type Part = {
  readonly file: File
  readonly from: number
  readonly onProgress: (share: number) => void
  readonly signal: AbortSignal
}

/** Sends the rest of a file. `fetch` cannot say how far a body has got, so this is an XMLHttpRequest. */
export function send(address: string, { file, from, onProgress, signal }: Part): Promise<Standing | Failed> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest()
    let sentBytes = 0
    sending.open('PATCH', address)
    for (const [name, value] of Object.entries({ ...version, ...csrfHeaders('PATCH') }))
      sending.setRequestHeader(name, value)
    sending.setRequestHeader('upload-offset', String(from))
    sending.setRequestHeader('content-type', 'application/offset+octet-stream')
    sending.upload.onprogress = ({ loaded }) => {
      sentBytes = loaded
      onProgress((from + loaded) / Math.max(1, file.size))
    }
    const stop = () => sending.abort()
    signal.addEventListener('abort', stop, { once: true })
    const failed = (status: number): Failed => ({
      kind: 'failed',
      status,
      body: parseJson(sending.responseText),
      sentBytes,
    })
    sending.onerror = () => resolve(failed(0))
    sending.onabort = () => reject(signal.reason)
    sending.onload = () => {
      signal.removeEventListener('abort', stop)
      if (sending.status >= 400) return resolve(failed(sending.status))
      const importId = sending.getResponseHeader('seogo-import') ?? undefined
      const offset = Number(sending.getResponseHeader('upload-offset'))
      resolve({ kind: 'standing', address, offset, importId })
    }
    sending.send(file.slice(from))
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
