import type { TestProject } from 'vitest/node'
import type { EmbeddedConnection } from '#platform/postgres/embedded.ts'
import { startTestCluster } from './test-cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    cluster: EmbeddedConnection
  }
}

/** One PostgreSQL for the whole run; every test file copies its template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startTestCluster()
  project.provide('cluster', cluster.connection)
  return () => cluster.close()
}
