import { existsSync } from 'node:fs'
import { join } from 'node:path'

const page = join(import.meta.dirname, '../../../web/dist/index.html')

/** The screens are built. */
export async function checkScreens() {
  if (existsSync(page)) return { state: 'ok' as const, facts: { built: true } }
  const message = 'the screens are not built: "npm start" builds them'
  return { state: 'degraded' as const, facts: { built: false }, message }
}
