import { type Periods, periodsFor, recordCall } from '#features/usage/server/usage.ts'
import type { SystemTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import type { ProviderId } from '../contract.ts'
import type { Bill } from './outcome-queries.ts'

type Call = {
  /** Who asked, and whose key paid; null: their account is gone. */
  readonly userId: string | null
  readonly answerId: string
  readonly provider: ProviderId | string
  readonly model: string | null
  /** Why it gave no answer; null when it did. */
  readonly failureCode: string | null
  /** Whether it brought the answer, and not a part of it. */
  readonly completes: boolean
  readonly bill: Bill
  readonly durationMs: number | null
}

/** What calls about an answer are written down by; undefined for the built-in reader, which is nobody's bill. */
export type Book = Periods | undefined

/** Opens the book of an answer. To be done before the answer ends: what was held back for it says what day it counts for. */
export async function openBook(
  house: House,
  tx: SystemTx,
  { userId, answerId, provider }: Pick<Call, 'userId' | 'answerId' | 'provider'>,
): Promise<Book> {
  if (userId === null || provider === 'local') return undefined
  return await periodsFor(house, tx, { subject: answerId, userId })
}

/** Writes a call to a provider down, in the transaction that records what came of it. */
export async function charge(
  house: House,
  tx: SystemTx,
  book: Book,
  { userId, bill, ...call }: Call,
): Promise<void> {
  if (userId === null || book === undefined) return
  // What failed without a count of tokens cost nothing; what was answered without one, nobody knows.
  const unbilled = { inputTokens: 0, outputTokens: 0, costMicroUsd: call.failureCode === null ? null : 0 }
  const { answerId: subject, ...rest } = call
  await recordCall(
    house,
    tx,
    { ...rest, subject, userId, operation: 'analysis', ...(bill ?? unbilled) },
    book,
  )
}
