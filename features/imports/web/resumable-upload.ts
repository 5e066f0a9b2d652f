import { type ApiProblem, toApiProblem } from '#web/lib/api-problem.ts'
import * as wire from './tus-wire.ts'

type Sending = {
  readonly libraryId: string | undefined
  /** Told how much has left this machine, 0 to 1. */
  readonly onProgress: (share: number) => void
  readonly signal: AbortSignal
}

// Long enough for a train's tunnel: about six minutes without a byte getting through.
const waitsMs = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000, 120_000, 120_000]

/** The same file sent to the same library is gone on with, also after the page was closed. */
function keyOf({ name, size, lastModified }: File, libraryId: string | undefined): string {
  return `seogo.upload ${libraryId ?? ''} ${size} ${lastModified} ${name}`
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal.addEventListener('abort', stop, { once: true })
    // The connection may be back before the wait is over.
    addEventListener(
      'online',
      () => {
        signal.removeEventListener('abort', stop)
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}

/** Whether asking again can help: no connection, somebody else writes, or the server is away. */
function isPassing(status: number): boolean {
  return status === 0 || status === 409 || status === 423 || status === 429 || status >= 500
}

/**
 * Sends a file by the tus protocol (https://tus.io/protocols/resumable-upload): after a cut connection it goes on where
 * it stood. Stopped by the signal, it is taken off the server.
 * @returns the id of the import that the file has become
 * @throws ApiProblem
 */
export async function uploadResumably(file: File, sending: Sending): Promise<string> {
  const { libraryId, onProgress, signal } = sending
  const key = keyOf(file, libraryId)
  let address = localStorage.getItem(key)
  try {
    for (let failures = 0; ; ) {
      signal.throwIfAborted()
      const step = address === null ? await wire.create(file, libraryId) : await wire.ask(address)
      if (step.kind === 'failed') {
        if (step.status === 404 && address !== null) address = null
        else failures = await retryLater(step, failures, signal)
        continue
      }
      address = step.address
      localStorage.setItem(key, address)
      if (step.importId !== undefined) return done(key, step.importId)
      const sent = await wire.send(address, { file, from: step.offset, onProgress, signal })
      if (sent.kind === 'failed') {
        // What got through is progress: only standing still counts as failing.
        failures = await retryLater(sent, sent.sentBytes > 0 ? 0 : failures, signal)
        continue
      }
      if (sent.importId !== undefined) return done(key, sent.importId)
    }
  } catch (error) {
    if (signal.aborted && address !== null) {
      localStorage.removeItem(key)
      void wire.remove(address)
    }
    throw error
  }
}

function done(key: string, importId: string): string {
  localStorage.removeItem(key)
  return importId
}

async function retryLater(failed: wire.Failed, failures: number, signal: AbortSignal): Promise<number> {
  const waitMs = waitsMs[failures]
  if (!isPassing(failed.status) || waitMs === undefined) throw problemOf(failed)
  await wait(waitMs, signal)
  return failures + 1
}

function problemOf({ status, body }: wire.Failed): ApiProblem {
  return toApiProblem(status === 0 ? 503 : status, body)
}
