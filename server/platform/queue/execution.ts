import type { Holding } from './ledger.ts'

/** A job at work in this process. */
export type Execution = Holding & {
  readonly kind: string
  /** Fires the handler's signal. */
  readonly abort: (reason: Error) => void
}

/** Why a running job's signal fires. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled'
}
export class ShuttingDown extends Error {
  override readonly name = 'ShuttingDown'
}
