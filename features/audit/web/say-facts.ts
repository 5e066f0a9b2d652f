import type { Formatter } from '#web/lib/format.ts'
import { type AuditEntry, auditFact } from '../contract.ts'
import type { en } from './text.en.ts'

type Value = AuditEntry['facts'][string]

function sayValue(value: Value, values: Readonly<Record<string, string>>, format: Formatter): string {
  if (typeof value === 'number') return format.number(value)
  if (typeof value === 'boolean') return values[value ? 'yes' : 'no'] ?? ''
  if (value === null) return ''
  if (/^\d{4}-\d\d-\d\dT.*Z$/.test(value)) return format.dateTime(value)
  return values[value] ?? value
}

/** The facts of a trace in words; the browser is told by the sessions, and what nobody knows any more is left out. */
export function sayFacts(facts: AuditEntry['facts'], words: typeof en, format: Formatter): string[] {
  return Object.entries(facts).flatMap(([stored, value]) => {
    const name = auditFact.safeParse(stored).data
    if (name === undefined || name === 'agent') return []
    return [`${words.facts[name]}: ${sayValue(value, words.values, format)}`]
  })
}
