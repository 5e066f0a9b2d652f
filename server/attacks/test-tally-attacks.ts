import { writeFileSync } from 'node:fs'
import { expect } from 'vitest'

type Row = { readonly attack: string; readonly attempted: number; readonly stopped: number }

/** What was tried and what was stopped, attack by attack. */
export function attackTally() {
  const rows: Row[] = []
  return {
    /** Notes an attack; one attempt that came through makes the test red and is named. */
    note(attack: string, attempts: readonly { readonly tried: string; readonly stopped: boolean }[]): void {
      const through = attempts.filter(({ stopped }) => !stopped).map(({ tried }) => tried)
      rows.push({ attack, attempted: attempts.length, stopped: attempts.length - through.length })
      expect(attempts.length).toBeGreaterThan(0)
      expect([attack, through]).toEqual([attack, []])
    },
    /** Writes the table for `npm run attack`. */
    report(): void {
      const path = process.env.SEOGO_TEST_ATTACK_REPORT
      if (path !== undefined) writeFileSync(path, JSON.stringify(rows))
    },
  }
}
