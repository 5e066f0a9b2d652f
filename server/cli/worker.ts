import { runWorkerProcess } from '../worker.ts'
import type { BareContext } from './bare-command.ts'

/** `seogo worker`: runs until it is told to stop, which also ends the process. */
export async function worker({ environment }: BareContext): Promise<number> {
  await runWorkerProcess(environment)
  return 0
}
