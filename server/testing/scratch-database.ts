import type { DatabaseAddress } from '#platform/database/address.ts'
import { makeDatabase, startTestCluster } from './test-cluster.ts'

/** Runs `work` on a freshly migrated database that is gone afterwards. For tools of the repository. */
export async function withScratchDatabase<T>(work: (address: DatabaseAddress) => Promise<T>): Promise<T> {
  const cluster = await startTestCluster()
  try {
    const { address } = await makeDatabase(cluster.connection)
    return await work(address)
  } finally {
    await cluster.close()
  }
}
