import { sql } from 'kysely'
import { Problem } from '#contract/problems.ts'
import type { Tx } from './transactions.ts'

/** Does a piece of a transaction, or none of it. @returns why it was refused, undefined when it was not */
export async function tryOut(tx: Tx, work: () => Promise<unknown>): Promise<Problem | undefined> {
  await sql`savepoint piece`.execute(tx)
  try {
    await work()
    await sql`release savepoint piece`.execute(tx)
    return undefined
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    await sql`rollback to savepoint piece`.execute(tx)
    return error
  }
}
