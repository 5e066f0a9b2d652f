import type { Difference } from './compare-records.ts'
import { reasonFor } from './meant-otherwise.ts'

export type Deviation = Difference & {
  /** Which record: the id of the case or the name of the file, and the place in it. */
  readonly of: string
  /** Why it is meant so; undefined for what is wrong. */
  readonly reason: string | undefined
}

export type FieldCount = { right: number; meant: number; all: number }

/** How many fields of the records of one format are as they shall be. */
export class Tally {
  readonly format: string
  /** A core format must be right in everything that is not meant otherwise. */
  readonly isCore: boolean
  readonly fields = new Map<string, FieldCount>()
  readonly deviations: Deviation[] = []
  /** Records that are in a file and were not read. */
  readonly lost: string[] = []
  readonly crashes: string[] = []
  entries = 0

  constructor(format: string, isCore: boolean) {
    this.format = format
    this.isCore = isCore
  }

  /** Counts one record. */
  record(of: string, fields: readonly string[], differences: readonly Difference[]): void {
    this.entries += 1
    for (const field of fields) {
      const found = differences.find((each) => each.field === field)
      const reason = found && reasonFor(of, found)
      const count = this.fields.get(field) ?? { right: 0, meant: 0, all: 0 }
      count.all += 1
      if (found === undefined) count.right += 1
      else if (reason !== undefined) count.meant += 1
      this.fields.set(field, count)
      if (found !== undefined) this.deviations.push({ ...found, of, reason })
    }
  }

  lose(of: string, count: number): void {
    if (count > 0) this.lost.push(count === 1 ? of : `${of} (${count})`)
  }

  get wrong(): Deviation[] {
    return this.deviations.filter(({ reason }) => reason === undefined)
  }

  get total(): FieldCount {
    const total = { right: 0, meant: 0, all: 0 }
    for (const count of this.fields.values()) {
      total.right += count.right
      total.meant += count.meant
      total.all += count.all
    }
    return total
  }
}
