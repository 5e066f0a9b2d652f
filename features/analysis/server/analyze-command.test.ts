import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { saveKey } from '#features/vault/contract.ts'
import type { CommandContext } from '#platform/feature.ts'
import { startFakeProvider } from '#server/testing/fake-providers.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { openQuietTerminal } from '#server/testing/quiet-terminal.ts'
import { analysisRun } from '../contract.ts'
import { analyzeCommand } from './analyze-command.ts'
import { type GivenPaper, givePaper } from './testing/give-paper.ts'
import { englishPaper } from './testing/sample-papers.ts'

const examples = join(import.meta.dirname, '../../../examples')
let house: TestHouse
let ann: Person
let paper: GivenPaper

beforeAll(async () => {
  house = await openTestHouse()
  ann = await house.person('Ann')
  paper = await givePaper(house.house, ann.userId, englishPaper)
})
afterAll(() => house.close())

/** Runs the command as the command line would. */
async function analyze(args: string[], options: CommandContext['options'] = {}) {
  const { terminal, lines, result } = openQuietTerminal()
  const exitCode = await analyzeCommand({
    house: house.house,
    args,
    options: { providers: 'local', language: 'en', wait: true, ...options },
    caller: () => Promise.resolve(ann.userId),
    whileWorking: async (done) => {
      const worker = await house.startWorker()
      try {
        return await done()
      } finally {
        await worker.stop(1_000)
      }
    },
    terminal,
  })
  return {
    exitCode,
    text: lines.join('\n'),
    runs: z.object({ runs: z.array(analysisRun), refused: z.array(z.unknown()) }).parse(result()).runs,
  }
}

test('a paper of the library is analysed, and the answers are printed with page and quote', async () => {
  const provider = await startFakeProvider()
  const body = {
    label: 'Lab server',
    provider: 'openai-compatible' as const,
    baseUrl: provider.url,
    model: 'fake-model',
  }
  await ann.call(saveKey, { body })
  const { exitCode, text, runs } = await analyze([paper.id], { providers: 'local, lab SERVER' })
  expect(exitCode).toBe(0)
  expect(runs).toMatchObject([
    { state: 'finished', answers: [{ provider: 'local' }, { label: 'Lab server' }] },
  ])
  expect(text).toContain('Lazy Eviction for Reading Lists\nMina Seo, Tom Hale · 2026\n')
  expect(text).toContain('• Reading lists grow faster than people read. (p.\u00a01)')
  expect(text).toContain('Lab server (fake-model) · ')
  expect(text).toMatch(/p\.\u00a01: “[^”]+”/)
  await provider.close()
})

test('without --wait it only asks', async () => {
  const { exitCode, text, runs } = await analyze([paper.id], { wait: false })
  expect([exitCode, runs[0]?.state]).toEqual([0, 'running'])
  expect(text).toBe(`Lazy Eviction for Reading Lists: asked (${runs[0]?.id})`)
  await house.workUntilQuiet()
})

test('a PDF is taken in, read and analysed; what it is known to say is found', async () => {
  const expected = z
    .object({ title: z.string(), claims: z.array(z.string()) })
    .parse(JSON.parse(await readFile(join(examples, 'first-paper.expected.json'), 'utf8')))
  const { exitCode, text, runs } = await analyze([join(examples, 'first-paper.pdf')])
  expect(exitCode).toBe(0)
  expect(text).toContain(expected.title)
  const findings = runs[0]?.answers[0]?.findings
  const claims = [findings?.summary, findings?.findings, findings?.limitations].flatMap((some) => some ?? [])
  expect(claims.map((claim) => claim.text)).toEqual(expect.arrayContaining(expected.claims))
  expect(claims.every(({ verified, rectangles }) => verified && rectangles.length > 0)).toBe(true)
})

test('of several papers, one that cannot be asked about does not stop the others', async () => {
  const scan = await givePaper(house.house, ann.userId, englishPaper, { state: 'unreadable' })
  const { exitCode, text, runs } = await analyze([scan.id, paper.id])
  expect(exitCode).toBe(1)
  expect(runs).toMatchObject([{ paperId: paper.id, state: 'finished' }])
  expect(text).toContain(`${scan.id}: analysis_needs_text {"reason":"none"}`)
})

test.each([
  [['no-such-file.pdf'], {}, 'file_not_found'],
  [['0197a1c0-0000-7000-8000-000000000000'], {}, 'paper_not_found'],
  [['x.pdf'], { providers: 'nobody' }, 'key_not_found'],
  [['x.pdf'], { language: 'fr' }, 'bad_request'],
  [[], {}, 'bad_request'],
])('%j with %j is refused as %s', async (args, options, code) => {
  await expect(analyze(args, options)).rejects.toMatchObject({ code })
})
