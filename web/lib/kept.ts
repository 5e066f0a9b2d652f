import { useEffect, useSyncExternalStore } from 'react'
import { z } from 'zod'
import { ApiProblem, toApiProblem } from './api-problem.ts'
import { arrived } from './arrived.ts'
import { canServeItself, startServiceWorker } from './device-worker.ts'
import { keepApp } from './kept-app.ts'

/*
 * What this browser keeps so that it can be read without a network: answers of the API by their addresses, a cache for each
 * paper, and one with this list and what every page asks. `public/service-worker.js` gives them out when the server cannot
 * be reached, by the same names.
 */
const keptPaper = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  sizeBytes: z.number(),
  keptAt: z.iso.datetime(),
})
export type KeptPaper = z.infer<typeof keptPaper>

const keptIndex = z.strictObject({
  ownerId: z.string(),
  /** When the server last knew the person. */
  checkedAtMs: z.number(),
  /** The session ended: nothing is given out until the same person is back. */
  isLocked: z.boolean(),
  papers: z.array(keptPaper),
})
type KeptIndex = z.infer<typeof keptIndex>

const houseCache = 'seogo-kept'
const indexAddress = '/kept.json'
const cacheOf = (paperId: string) => `seogo-paper-${paperId}`
const isPrivate = (name: string) =>
  name === houseCache || name === 'seogo-shared' || name.startsWith('seogo-paper-')

const listeners = new Set<() => void>()
let shown: readonly KeptPaper[] | undefined

function show(papers: readonly KeptPaper[]) {
  shown = papers
  for (const listener of listeners) listener()
}

async function readIndex(): Promise<KeptIndex | undefined> {
  if (!canServeItself() || !(await caches.has(houseCache))) return undefined
  const stored = await (await caches.open(houseCache)).match(indexAddress)
  // Written by another version: what it lists is let go with the next person.
  return stored === undefined ? undefined : keptIndex.safeParse(await stored.json()).data
}

async function writeIndex(index: KeptIndex): Promise<void> {
  await (await caches.open(houseCache)).put(indexAddress, Response.json(index))
  show(index.papers)
}

/** One after the other, in this tab and in others: what is read is not let go before what follows from it is written. */
const inTurn = <T>(work: () => Promise<T>): Promise<T> => navigator.locks.request('seogo-kept', work)

/** Changes the list, where there is one. */
async function changeIndex(change: (index: KeptIndex) => KeptIndex): Promise<void> {
  if (!canServeItself()) return
  await inTurn(async () => {
    const index = await readIndex()
    if (index !== undefined) await writeIndex(change(index))
  })
}

/** Fetches answers into a cache and gives their size. Bytes that never change are not fetched again. */
async function fetchInto(name: string, addresses: readonly string[], signal: AbortSignal): Promise<number> {
  signal.throwIfAborted()
  const cache = await caches.open(name)
  let sizeBytes = 0
  for (const address of addresses) {
    const isFile = /^\/api\/files\/[^/]+$/.test(address)
    if (!(isFile && (await cache.match(address)))) {
      const answer = await fetch(address, { credentials: 'same-origin', signal })
      if (!answer.ok) throw toApiProblem(answer.status, await answer.json())
      await cache.put(address, answer)
    }
    sizeBytes += (await (await cache.match(address))?.blob())?.size ?? 0
  }
  return sizeBytes
}

/** What is to be fetched of a paper: the answers that its page asks for. */
export type ToKeep = { readonly id: string; readonly title: string; readonly addresses: readonly string[] }

/** What a fetch says when the network is gone, as the rest of the page says it. */
const reaching = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw error instanceof TypeError ? new ApiProblem('offline') : error
  })

/**
 * Keeps a paper in this browser, with the application itself and what every page asks; again, to bring it up to date.
 * @throws ApiProblem when something of it cannot be fetched: then nothing new is kept, and what was kept stays.
 */
export async function keepPaper(ownerId: string, house: readonly string[], paper: ToKeep): Promise<void> {
  const ending = new AbortController()
  const work = keep(ownerId, house, paper, ending.signal)
  const keeping = { ending, done: work.catch(() => undefined) }
  underWay.add(keeping)
  try {
    await work
  } finally {
    underWay.delete(keeping)
  }
}

/** Who signs out is not kept waiting; what ends later writes nothing any more. */
const mostEndingMs = 1_000

/** What is being fetched: letting everything go ends it first, so that it leaves nothing behind. */
const underWay = new Set<{ readonly ending: AbortController; readonly done: Promise<unknown> }>()

async function keep(ownerId: string, house: readonly string[], paper: ToKeep, signal: AbortSignal) {
  await startServiceWorker()
  await reaching(keepApp())
  await reaching(fetchInto(houseCache, house, signal))
  const fetched = fetchInto(cacheOf(paper.id), paper.addresses, signal)
  const sizeBytes = await reaching(fetched).catch(async (error) => {
    const kept = await readIndex()
    const wasKept = kept?.ownerId === ownerId && kept.papers.some(({ id }) => id === paper.id)
    if (!wasKept) await letGo(paper.id)
    throw error
  })
  await inTurn(async () => {
    signal.throwIfAborted()
    const before = await readIndex()
    const others = before?.ownerId === ownerId ? before.papers.filter(({ id }) => id !== paper.id) : []
    const kept = { id: paper.id, title: paper.title, sizeBytes, keptAt: new Date().toISOString() }
    await writeIndex({ ownerId, checkedAtMs: Date.now(), isLocked: false, papers: [kept, ...others] })
  })
  // A browser that runs out of room asks first.
  await navigator.storage.persist()
}

/** Lets a paper go from this browser; it stays in the library. */
export async function letGo(paperId: string): Promise<void> {
  await inTurn(async () => {
    await caches.delete(cacheOf(paperId))
    const index = await readIndex()
    if (index === undefined) return
    const papers = index.papers.filter(({ id }) => id !== paperId)
    if (papers.length === 0) await deleteAll()
    else await writeIndex({ ...index, papers })
  })
}

/** Lets everything go that is somebody's: when they sign out, and when another person comes. */
export async function forgetKept(): Promise<void> {
  if (!canServeItself()) return
  // As when the network goes: whoever fetches it leaves it at that.
  for (const { ending } of underWay) ending.abort(new ApiProblem('offline'))
  await arrived(
    [...underWay].map(({ done }) => done),
    mostEndingMs,
  )
  await inTurn(deleteAll)
}

async function deleteAll(): Promise<void> {
  for (const name of await caches.keys()) if (isPrivate(name)) await caches.delete(name)
  show([])
}

/** Gives nothing out any more until the same person is signed in again: their session ended. */
export async function lockKept(): Promise<void> {
  await changeIndex((index) => ({ ...index, isLocked: true }))
}

/** What is kept of this person, who is signed in now; of anybody else everything is let go. */
export async function keptOf(ownerId: string): Promise<readonly KeptPaper[]> {
  const index = await readIndex()
  if (index?.ownerId !== ownerId) {
    await forgetKept()
    return []
  }
  const isOld = Date.now() - index.checkedAtMs > 60_000
  if (index.isLocked || isOld)
    await changeIndex((now) => ({ ...now, checkedAtMs: Date.now(), isLocked: false }))
  else show(index.papers)
  return index.papers
}

const noPapers: readonly KeptPaper[] = []

/** The papers kept in this browser, the newest first. */
export function useKept(): readonly KeptPaper[] {
  // The browser's caches are the outside system.
  useEffect(() => {
    if (shown === undefined) void readIndex().then((index) => show(index?.papers ?? []))
  }, [])
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => shown ?? noPapers,
  )
}
