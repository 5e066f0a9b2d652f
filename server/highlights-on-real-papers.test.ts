/** Highlights on the real papers of the shared test data, which are not part of this repository; skipped without them. */
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { expectToSurvive } from '#features/highlights/server/testing/expect-to-survive.ts'
import { readPdf } from '#features/papers/server/pdf/read-pdf.ts'

const data = process.env.SEOGO_TEST_DATA ?? resolve(import.meta.dirname, '../../shared/data')
const folder = join(data, 'pdfs')
/** Larger ones say the same, and more slowly. */
const smallBytes = 300_000

test.skipIf(!existsSync(folder))(
  'any passage of a real paper is found again, on its place, in another extraction',
  async () => {
    const names = readdirSync(folder).filter((name) => name.endsWith('.pdf'))
    const files = names.toSorted().filter((name) => statSync(join(folder, name)).size < smallBytes)
    let placed = 0
    for (const [at, name] of files.slice(0, 5).entries()) {
      const { pages } = await readPdf(join(folder, name))
      placed += expectToSurvive(pages.slice(0, 12), { seed: 100 + at, count: 40 })
    }
    expect(placed).toBeGreaterThan(80)
  },
  60_000,
)
