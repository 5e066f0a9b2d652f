import { hasSeen, type Snapshot } from './snapshots.ts'

/** Rows of a table that changed, and whose they are; `*`: anybody's. */
export type RowsChanged = {
  readonly table: string
  /** Undefined: somebody said so, and the database has yet to tell. */
  readonly transaction: number | undefined
  readonly whose: readonly string[]
}

/** What something kept was made of: rows of these tables, as far as they are theirs. */
export type Source = { readonly tables: readonly string[]; readonly whose: readonly string[] }

type Last = {
  turn: number
  transactions: number[]
  /** The youngest of those that are no longer kept one by one. */
  dropped: number
  /** Until then a change is known whose transaction is not. */
  namelessUntil: number
}

/** What changed of one owner's. */
type Changes = { turn: number; readonly byTable: Map<string, Last> }

/** More than are ever on their way at once for one table of one library. */
const mostTransactions = 16
/** So soon after somebody said that something changed, the database has told what. */
const namelessMs = 1_000

/** @param told `<table> <transaction> <whose>,<whose>`, as `app.tell_change` says it; transaction 0 is none */
export function toRowsChanged(told: string): RowsChanged | undefined {
  const [table, transaction, whose] = told.split(' ')
  if (!table || !transaction || !whose) return undefined
  return { table, transaction: Number(transaction) || undefined, whose: whose.split(',') }
}

/**
 * When which rows changed last, counted in turns of this process. Something read from turn `n` on is as the database is,
 * unless what it was made of has changed after `n`: so a reading that began before a change is never kept beyond it.
 */
export function openChangeBook() {
  let turn = 1
  let floor = 0
  let names = 0
  const byOwner = new Map<string, Changes>()

  function lastOf(owner: string, tables: Source['tables']): Last[] {
    const changes = byOwner.get(owner)
    if (changes === undefined) return []
    return [...tables, '*'].flatMap((table) => changes.byTable.get(table) ?? [])
  }

  const hasChangedSince = (readAt: number, owner: string, tables: Source['tables']) =>
    (byOwner.get(owner)?.turn ?? 0) > readAt && lastOf(owner, tables).some((last) => last.turn > readAt)

  function noteOne(table: string, owner: string, transaction: number | undefined): void {
    const changes = byOwner.get(owner) ?? { turn, byTable: new Map<string, Last>() }
    byOwner.set(owner, changes)
    const known = changes.byTable.get(table)
    if (known === undefined) names += 1
    const last = known ?? { turn, transactions: [], dropped: 0, namelessUntil: 0 }
    // What this process did itself it hears from the database once more.
    if (transaction !== undefined && last.transactions.includes(transaction)) return
    last.turn = turn
    changes.turn = turn
    changes.byTable.set(table, last)
    if (transaction === undefined) last.namelessUntil = Date.now() + namelessMs
    else last.transactions.push(transaction)
    if (last.transactions.length > mostTransactions)
      last.dropped = Math.max(last.dropped, last.transactions.shift() ?? 0)
  }

  return {
    /** The turn at this moment; to be asked for before reading. */
    now: () => turn,
    note({ table, transaction, whose }: RowsChanged): void {
      turn += 1
      for (const owner of whose) noteOne(table, owner, transaction)
    },
    /** How many changes are remembered. */
    size: () => names,
    /** Whatever of theirs was kept before now may be old. */
    noteOwner(owner: string): void {
      turn += 1
      noteOne('*', owner, undefined)
    },
    /** Whatever was kept before now may be old. */
    forgetAll(): void {
      turn += 1
      floor = turn
      names = 0
      byOwner.clear()
    },
    /** Asked several times in every request that is answered out of memory: who had no change is not looked into. */
    isCurrent(readAt: number, { tables, whose }: Source): boolean {
      if (readAt < floor) return false
      if (readAt === turn) return true
      return (
        !hasChangedSince(readAt, '*', tables) &&
        !whose.some((owner) => hasChangedSince(readAt, owner, tables))
      )
    },
    /** Whether another process has read it after every change this one heard of. */
    hasSeenAll(snapshot: Snapshot, { tables, whose }: Source): boolean {
      const lasts = [...whose, '*'].flatMap((owner) => lastOf(owner, tables))
      for (const { transactions, dropped, namelessUntil } of lasts) {
        if (namelessUntil > Date.now()) return false
        if (dropped >= snapshot.next || [...snapshot.running].some((running) => running <= dropped))
          return false
        if (!transactions.every((transaction) => hasSeen(snapshot, transaction))) return false
      }
      return true
    },
  }
}

export type ChangeBook = ReturnType<typeof openChangeBook>
