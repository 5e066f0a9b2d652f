import type { HealthLook } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'
import { readReplicas } from '../check-queries.ts'

// Four segments of the log: what a busy hour may put between two machines without anybody minding.
const muchBytes = 64_000_000

/** Replicas are there and not far behind, as far as their slots tell, which every role may read. */
export async function checkReplication({ database }: House): Promise<HealthLook> {
  const {
    replicas = 0,
    away = 0,
    lag_bytes = 0,
  } = (await database.asSystem('look at the replicas', (tx) => readReplicas(tx))) ?? {}
  const facts = { replicas, away, lagBytes: lag_bytes }
  if (replicas === 0) return { state: 'off', finding: 'no_replica', facts }
  if (away > 0) return { state: 'degraded', finding: 'replica_away', facts }
  if (lag_bytes > muchBytes) return { state: 'degraded', finding: 'replica_lags', facts }
  return { state: 'ok', facts }
}
