import { setTimeout as sleep } from 'node:timers/promises'
import { asBrowser } from '#server/testing/person.ts'

const mostFailuresKept = 1_000

type Asking = {
  /** Asked again for each request. */
  readonly address: () => string
  readonly cookie: string
  /** How long an answer may take before it counts as none. */
  readonly mostMs?: number
}
type Sent = {
  readonly method?: string
  readonly body?: object | FormData
  /** Refusals that are the right answer, by their status. */
  readonly expected?: readonly number[]
  /** Of somebody else than who was named at first. */
  readonly cookie?: string
}
export type Answer = { readonly isGood: boolean; readonly status: number; readonly text: string }

/** Somebody at the HTTP of a running Seogo over and over, every answer counted, until told to stop. */
export function startAsking({ address, cookie, mostMs = 60_000 }: Asking) {
  const statuses: Record<string, number> = {}
  const failures: string[] = []
  let [longestMs, failed, stopped] = [0, 0, false]
  const work: Promise<void>[] = []

  function fail(what: string): void {
    failed += 1
    if (failures.length < mostFailuresKept) failures.push(`${new Date().toISOString().slice(11, 19)} ${what}`)
  }
  async function ask(path: string, sent: Sent = {}): Promise<Answer> {
    const { body, method = body ? 'POST' : 'GET', expected = [] } = sent
    const from = performance.now()
    const isForm = body instanceof FormData
    const answer = await fetch(address() + path, {
      method,
      headers: {
        ...asBrowser(sent.cookie ?? cookie),
        origin: address(),
        ...(body && !isForm && { 'content-type': 'application/json' }),
      },
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(mostMs),
    }).then(
      async (reply) => ({ status: reply.status, text: await reply.text() }),
      (error: Error) => ({
        status: 0,
        text: error.cause instanceof Error ? error.cause.message : error.message,
      }),
    )
    const { status, text } = answer
    const isGood = (status >= 200 && status < 400) || expected.includes(status)
    if (!isGood) fail(`${method} ${path}: ${status || 'none'} ${text.slice(0, 150)}`)
    const name = status === 0 ? 'none' : String(status)
    statuses[name] = (statuses[name] ?? 0) + 1
    longestMs = Math.max(longestMs, Math.round(performance.now() - from))
    return { isGood, status, text }
  }
  return {
    ask,
    fail,
    statuses,
    /** The first thousand, each with its time of day. */
    failures,
    failed: () => failed,
    longestMs: () => longestMs,
    /** Acts again and again, so long after the act before has ended. */
    over(pauseMs: number, act: (count: number) => Promise<unknown>): void {
      const go = async () => {
        for (let count = 1; !stopped; count += 1) {
          await act(count).catch((error: unknown) => fail(`it went wrong itself: ${String(error)}`))
          for (const until = performance.now() + pauseMs; !stopped && performance.now() < until; )
            await sleep(Math.min(250, Math.max(1, until - performance.now())))
        }
      }
      work.push(go())
    },
    async stop(): Promise<void> {
      stopped = true
      await Promise.all(work)
    },
  }
}
export type People = ReturnType<typeof startAsking>
