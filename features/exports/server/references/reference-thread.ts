import { Worker } from 'node:worker_threads'
import { Problem } from '#contract/problems.ts'
import type { Bibliography, BibliographyRequest, Made, Reference, ReferenceRequest } from './reference.ts'

// A style takes some tenths of a second, on a machine at its limit some seconds; one still at work now goes in a circle.
const patienceMs = 60_000

type Answer = { readonly at: number; readonly made: Made } | { readonly at: number; readonly failure: string }
type Waiting = { readonly resolve: (made: Made) => void; readonly reject: (error: Error) => void }
type Thread = { readonly worker: Worker; readonly waiting: Map<number, Waiting> }

/** One thread a process, started when the first reference is asked for. */
let thread: Thread | undefined
let asked = 0

function startThread(): Thread {
  const worker = new Worker(new URL('./reference-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  })
  const started: Thread = { worker, waiting: new Map() }
  // It keeps no process alive that has nothing else to do.
  worker.unref()
  worker.on('message', (answer: Answer) => {
    const waiter = started.waiting.get(answer.at)
    started.waiting.delete(answer.at)
    if ('made' in answer) waiter?.resolve(answer.made)
    else waiter?.reject(new Problem('style_invalid', { fault: answer.failure.slice(0, 200) }))
  })
  const end = (error: Error) => {
    if (thread === started) thread = undefined
    for (const waiter of started.waiting.values()) waiter.reject(error)
    started.waiting.clear()
  }
  worker.on('error', end)
  worker.on('exit', () => end(new Problem('style_invalid', { fault: 'the style was not done in time' })))
  return started
}

/**
 * Sets a record in a style, beside the thread that answers requests.
 * @throws Problem style_invalid when the style cannot be used, or goes in a circle
 */
export async function setReference(request: ReferenceRequest): Promise<Reference> {
  const made = await ask(request)
  if (!('reference' in made)) throw new Error('the thread made no reference')
  return made.reference
}

/** Sets records in a style as one bibliography, likewise. @throws Problem style_invalid */
export async function setBibliography(request: BibliographyRequest): Promise<Bibliography> {
  const made = await ask(request)
  if (!('bibliography' in made)) throw new Error('the thread made no bibliography')
  return made.bibliography
}

async function ask(request: ReferenceRequest | BibliographyRequest): Promise<Made> {
  thread ??= startThread()
  const { worker, waiting } = thread
  asked += 1
  const at = asked
  const timer = setTimeout(() => void worker.terminate(), patienceMs)
  timer.unref()
  try {
    return await new Promise<Made>((resolve, reject) => {
      waiting.set(at, { resolve, reject })
      worker.postMessage({ at, request })
    })
  } finally {
    clearTimeout(timer)
  }
}
