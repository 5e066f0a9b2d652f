import { readDatabaseFaults } from '#platform/database/database-rules.ts'
import type { HealthLook } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'
import { readLocale } from '../check-queries.ts'

/** The database stands at this version's schema, keeps its rules, can index Korean, and sorts as it did when it was made. */
export async function checkSchema({ database }: House): Promise<HealthLook> {
  const { locale, faults } = await database.asSystem('look at the schema', async (tx) => ({
    locale: await readLocale(tx),
    faults: await readDatabaseFaults(tx),
  }))
  const facts = {
    migration: locale?.migration ?? null,
    ctype: locale?.ctype ?? null,
    provider: locale?.provider ?? null,
    madeWith: locale?.made_with ?? null,
    actual: locale?.actual ?? null,
  }
  if (faults.length > 0) return { state: 'failing', finding: 'rules_broken', facts, said: faults.join('; ') }
  if (facts.madeWith !== null && facts.madeWith !== facts.actual)
    return { state: 'degraded', finding: 'collation_changed', facts }
  return { state: 'ok', facts }
}
