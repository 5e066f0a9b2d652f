/**
 * Lighthouse on the screens as they are built for users: `npm run bench:lighthouse [-- --runs 5] [--plain] [--json]`. It is
 * fetched by npm, pinned, when it is run (Apache-2.0); it measures with Debian's Chromium, as a desk and as a phone of the middle
 * class on a slow network, through Caddy with https as docs/operating.md has it, or with `--plain` by http from Seogo itself.
 * Of the runs of a page the one in the middle counts. Ends with 1 when a page on a desk is under what was promised.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { chromium, expect } from '@playwright/test'
import { z } from 'zod'
import { freePort } from '#server/testing/free-port.ts'
import { startOwnCaddy } from '#server/testing/own-caddy.ts'
import { destinations } from '#web/shell/destinations.ts'
import { report, round } from '../bench/measure.ts'
import { twoPapers } from './sample-files.ts'
import { type RunningSeogo, startSeogo } from './seogo.ts'
import { ann, dropFiles, makeAccount } from './steps.ts'
import { wordsIn } from './words.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    plain: { type: 'boolean', default: false },
    runs: { type: 'string', default: '3' },
  },
})
const runs = Number(values.runs)
if (!Number.isInteger(runs) || runs < 1)
  throw new Error(`--runs is a whole number from 1, not ${values.runs}`)
const lighthouse = 'lighthouse@13.5.0'
const promised = { performance: 95, accessibility: 100, 'best-practices': 95 }
const forms = ['desktop', 'phone'] as const
const chrome = process.env.SEOGO_TEST_CHROMIUM ?? '/usr/bin/chromium'
const chromeArgs = ['--no-sandbox', '--disable-dev-shm-usage', '--ignore-certificate-errors']
const words = wordsIn.en

/** What the score of performance is made of, by Lighthouse's own names: milliseconds, of the shift a share. */
const figures = [
  'first-contentful-paint',
  'largest-contentful-paint',
  'speed-index',
  'total-blocking-time',
  'cumulative-layout-shift',
] as const

const audit = z.object({ id: z.string(), score: z.number().nullable(), numericValue: z.number().optional() })
const judged = z.object({
  // How quick the machine is: some 1,500 is the desk that the scores were made for (Lighthouse, docs/throttling.md).
  environment: z.object({ benchmarkIndex: z.number() }),
  categories: z.record(z.string(), z.object({ score: z.number().nullable() })),
  audits: z.record(z.string(), audit),
})

type Form = (typeof forms)[number]

/** Scores of 100 by category, what they were made of, and the audits that were not passed. */
async function judge(address: string, cookie: string | undefined, form: Form) {
  const output = join(folder, 'report.json')
  const chromeFlags = `--headless=new ${chromeArgs.join(' ')}`
  await promisify(execFile)(
    'npm',
    [
      ...['exec', '--yes', `--package=${lighthouse}`, '--', 'lighthouse', address],
      ...['--quiet', '--output=json', `--output-path=${output}`, `--chrome-flags=${chromeFlags}`],
      `--only-categories=${Object.keys(promised).join(',')}`,
      ...(form === 'desktop' ? ['--preset=desktop'] : []),
      ...(cookie === undefined ? [] : [`--extra-headers=${JSON.stringify({ Cookie: cookie })}`]),
    ],
    { env: { ...process.env, CHROME_PATH: chrome }, cwd: folder, maxBuffer: 64e6 },
  )
  const { environment, categories, audits } = judged.parse(JSON.parse(await readFile(output, 'utf8')))
  const scores = Object.fromEntries(
    Object.entries(categories).map(([name, { score }]) => [name, Math.round((score ?? 0) * 100)]),
  )
  const poor = Object.values(audits).flatMap(({ id, score }) => (score !== null && score < 0.9 ? [id] : []))
  const measured = Object.fromEntries(figures.map((name) => [name, round(audits[name]?.numericValue ?? NaN)]))
  return { ...scores, measured, benchmarkIndex: environment.benchmarkIndex, poor }
}

type Judged = Awaited<ReturnType<typeof judge>>

/** The run in the middle by its performance, and how fast each was found. */
async function judgeOften(address: string, cookie: string | undefined, form: Form) {
  const found: Judged[] = []
  for (let run = 0; run < runs; run += 1) found.push(await judge(address, cookie, form))
  const performanceOf = (one: Judged) => Number(Reflect.get(one, 'performance'))
  found.sort((one, other) => performanceOf(one) - performanceOf(other))
  return { ...found[Math.floor((runs - 1) / 2)], performances: found.map(performanceOf) }
}

const folder = await mkdtemp(join(tmpdir(), 'seogo-lighthouse-'))
const port = await freePort()
const proxy = values.plain ? undefined : await startOwnCaddy('https', [`127.0.0.1:${port}`])
const behindProxy: Record<string, string> =
  proxy === undefined ? {} : { SEOGO_PUBLIC_URL: proxy.address, SEOGO_TRUSTED_PROXIES: '127.0.0.1' }
let seogo: RunningSeogo | undefined
try {
  seogo = await startSeogo({ SEOGO_RATE_PERSON: '0', SEOGO_PORT: String(port), ...behindProxy })
  const browser = await chromium.launch({
    executablePath: chrome,
    args: chromeArgs,
  })
  const page = await browser.newPage({ locale: 'en-GB', ignoreHTTPSErrors: true })
  await makeAccount(page, seogo.ownerLink, ann, words)
  const [, paper] = await twoPapers()
  await dropFiles(page, [paper.path])
  await page.getByRole('link', { name: paper.title }).first().click({ timeout: 60_000 })
  await expect(page.getByRole('heading', { level: 1, name: paper.title })).toBeVisible()
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const home = destinations.map(({ to }) => String(to)).find((to) => to === '/admin') ?? '/jobs/health'
  const pages = { 'sign-in': '/sign-in', library: '/', paper: new URL(page.url()).pathname, admin: home }
  await browser.close()
  const results: Record<string, unknown> = {}
  let isGood = true
  for (const [name, path] of Object.entries(pages)) {
    for (const form of forms) {
      const scores = await judgeOften(seogo.address + path, name === 'sign-in' ? undefined : cookie, form)
      results[`${name}, ${form}`] = scores
      const isPoor = Object.entries(promised).some(
        ([category, least]) => Number(Reflect.get(scores, category)) < least,
      )
      if (form === 'desktop' && isPoor) isGood = false
    }
  }
  await report(
    'lighthouse',
    { lighthouse, over: proxy === undefined ? 'http' : 'https, HTTP/2 of Caddy', runs, ...results },
    { json: values.json },
  )
  process.exitCode = isGood ? 0 : 1
} finally {
  await seogo?.stop()
  await proxy?.stop()
  await rm(folder, { recursive: true, force: true })
}
