import type { SystemTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import type { AuditVerdict } from '../contract.ts'
import { type CheckedRow, listChain, readHead } from './queries.ts'

/** Rows read at once: some megabytes. */
const stretch = 10_000

type Fault = NonNullable<AuditVerdict['fault']>
type Link = { readonly seq: number; readonly hash: string }

/** What is wrong where a row meets the one before it. */
function faultAt(row: CheckedRow, before: Link | undefined): Fault | undefined {
  if (before && row.seq !== before.seq + 1) return { seq: before.seq + 1, kind: 'missing' }
  // A row that agrees with itself but not with its successor was written anew with a hash of its own.
  if (before && row.previous !== before.hash) return { seq: before.seq, kind: 'rewritten' }
  return row.hash === row.expected ? undefined : { seq: row.seq, kind: 'altered' }
}

function faultAtEnd(head: Link, last: Link | undefined): Fault | undefined {
  if (head.seq > (last?.seq ?? 0)) return { seq: (last?.seq ?? 0) + 1, kind: 'missing' }
  return last && last.hash !== head.hash ? { seq: last.seq, kind: 'rewritten' } : undefined
}

async function readTrail(tx: SystemTx, expected: Link | undefined): Promise<AuditVerdict> {
  const { may_begin_late: mayBeginLate, ...head } = await readHead(tx)
  let before: Link | undefined
  let firstSeq: number | null = null
  let checkedCount = 0
  const told = (fault: Fault | null) => ({ isSound: fault === null, checkedCount, firstSeq, head, fault })
  for (;;) {
    const rows = await listChain(tx, before?.seq ?? 0, stretch)
    for (const row of rows) {
      if (row.seq > head.seq) break
      if (firstSeq === null) {
        firstSeq = row.seq
        if (row.seq > 1 && !mayBeginLate) return told({ seq: 1, kind: 'missing' })
      }
      checkedCount += 1
      const fault = faultAt(row, before)
      if (fault) return told(fault)
      if (expected?.seq === row.seq && expected.hash !== row.hash)
        return told({ seq: row.seq, kind: 'rewritten' })
      before = row
    }
    if (rows.length < stretch) break
  }
  if (expected && expected.seq > head.seq) return told({ seq: head.seq + 1, kind: 'missing' })
  return told(faultAtEnd(head, before) ?? null)
}

/**
 * Reads the whole trail and holds each row against its hash, its neighbour and the end of the chain.
 * @param expected an end of the chain kept from before: who can write the chain anew cannot know it
 */
export async function verifyTrail(house: House, expected?: Link): Promise<AuditVerdict> {
  return await house.database.asSystem('the audit trail is verified', (tx) => readTrail(tx, expected))
}
