import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { HealthLook } from '#platform/feature.ts'

const page = join(import.meta.dirname, '../../../../web/dist/index.html')

/** The screens are built. */
export async function checkScreens(): Promise<HealthLook> {
  if (existsSync(page)) return { state: 'ok', facts: { built: true } }
  return { state: 'degraded', finding: 'screens_not_built', facts: { built: false } }
}
