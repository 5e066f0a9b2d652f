import type { JobContext } from '#platform/queue/job.ts'
import { maintainPartitions } from './queries.ts'

export async function maintain(_payload: unknown, { house, asSystem, note }: JobContext): Promise<void> {
  note(await asSystem('make and drop partitions', (tx) => maintainPartitions(tx, house.clock.now())))
}
