import { Problem } from '#contract/problems.ts'
import type { House } from '#platform/house.ts'

/** So many requests an address may make in a minute; a build that reads ten files ten times stays below. */
const mostRequests = 120
const windowMs = 60_000
/** Addresses remembered at once; beyond it all start anew, which only lets somebody in. */
const mostAddresses = 10_000

type Window = { startedAt: number; count: number }

/** Counted by process: what it guards, the process's own time, is there by process too. */
const windows = new WeakMap<House, Map<string, Window>>()

/** Counts a request. @throws Problem too_many_requests with the seconds to wait */
export function admit(house: House, address: string): void {
  const now = house.clock.now().getTime()
  const remembered = windows.get(house)
  const known =
    remembered !== undefined && remembered.size <= mostAddresses ? remembered : new Map<string, Window>()
  windows.set(house, known)
  const window = known.get(address)
  if (window === undefined || now - window.startedAt >= windowMs) {
    known.set(address, { startedAt: now, count: 1 })
    return
  }
  window.count += 1
  if (window.count <= mostRequests) return
  throw new Problem('too_many_requests', {
    retryAfterSeconds: Math.ceil((window.startedAt + windowMs - now) / 1000),
  })
}
