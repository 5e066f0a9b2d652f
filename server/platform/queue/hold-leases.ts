import type { House } from '#platform/house.ts'
import type { Execution } from './execution.ts'
import { LeaseLost } from './failure.ts'
import type { Ledger } from './ledger.ts'

/** Renews the leases of all that runs here, in one statement, and aborts what is no longer held; until stopped. */
export function holdLeases(house: House, ledger: Ledger, running: ReadonlySet<Execution>) {
  let renewing = false
  const renew = async () => {
    const held = [...running]
    if (held.length === 0) return
    const still = new Set((await ledger.renew(held)).map(({ id, claim }) => `${id} ${claim}`))
    for (const execution of held) {
      const { id, claim } = execution
      // One that has ended meanwhile hears it too late to mind.
      if (!still.has(`${id} ${claim}`)) execution.abort(new LeaseLost(`job ${id} was taken over or ended`))
    }
  }
  const timer = setInterval(() => {
    if (renewing) return
    renewing = true
    renew()
      // A database that is away for a moment is no reason to stop: the fence decides at the next write.
      .catch((error: unknown) => house.log.warn({ err: error }, 'the leases could not be renewed'))
      .finally(() => {
        renewing = false
      })
  }, ledger.leaseMs / 3)
  return () => clearInterval(timer)
}
