import { setTimeout as sleep } from 'node:timers/promises'
import type { HealthPart } from '#contract/health.ts'
import { getHealth, type HouseHealth } from '#features/health/contract.ts'
import { importText } from '#features/imports/contract.ts'
import { asBrowser } from '#server/testing/person.ts'
import type { Visitor } from '#server/testing/run-seogo.ts'

export const elapsed = (from: number) => Math.round(performance.now() - from)

type Seen = { readonly statuses: Record<string, number>; longestMs: number }

/** Somebody who reads all the time, somebody who adds, and somebody who asks how the house is. */
export function startPeople(address: string, ann: Visitor) {
  let seen: Seen = { statuses: {}, longestMs: 0 }
  let health: { readonly report: HouseHealth; readonly tookMs: number } | undefined
  let longestReportMs = 0
  let stopped = false
  const accepted: string[] = []
  const headers = { ...asBrowser(ann.cookie), 'content-type': 'application/json' }

  async function ask(path: string, body?: object): Promise<number> {
    const from = performance.now()
    const sent = body ? { method: 'POST', body: JSON.stringify(body) } : {}
    const status = await fetch(address + path, {
      headers,
      ...sent,
      signal: AbortSignal.timeout(60_000),
    }).then(
      async (reply) => {
        await reply.arrayBuffer()
        return reply.status
      },
      // Nobody there, or nobody who answers.
      () => 0,
    )
    const name = status === 0 ? 'none' : String(status)
    seen.statuses[name] = (seen.statuses[name] ?? 0) + 1
    seen.longestMs = Math.max(seen.longestMs, elapsed(from))
    return status
  }
  async function read() {
    for (; !stopped; await sleep(100)) await ask('/api/papers')
  }
  async function add() {
    for (let count = 1; !stopped; count += 1, await sleep(400)) {
      const title = `A Study of Part ${count} in Failing Halls`
      const text = `@article{part${count}, title = {${title}}, author = {Lee, Ann}, year = 2001}`
      const status = await ask(importText.path, { text })
      if (status > 0 && status < 300) accepted.push(title)
    }
  }
  async function look() {
    for (; !stopped; await sleep(150)) {
      const from = performance.now()
      const reply = await fetch(address + getHealth.path, {
        headers,
        signal: AbortSignal.timeout(60_000),
      }).catch(() => undefined)
      if (reply?.status !== 200) continue
      health = { report: getHealth.reply.parse(await reply.json()), tookMs: elapsed(from) }
      longestReportMs = Math.max(longestReportMs, health.tookMs)
    }
  }
  const done = Promise.all([read(), add(), look()])
  return {
    accepted,
    stateOf: (part: HealthPart) => health?.report.parts?.find((each) => each.part === part)?.state,
    longestReportMs: () => longestReportMs,
    takeSeen() {
      const before = seen
      seen = { statuses: {}, longestMs: 0 }
      return before
    },
    stop: async () => {
      stopped = true
      await done
    },
  }
}

export type People = ReturnType<typeof startPeople>
