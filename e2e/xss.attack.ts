import { writeFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { listPapers } from '#features/papers/contract.ts'
import { ann, makeAccount, paperRows, seogoOfThisFile } from './steps.ts'
import { localeOf, wordsIn } from './words.ts'

const words = wordsIn.en
const seogo = seogoOfThisFile()
test.use({ locale: localeOf.en })

/** Each calls `hit()` if any page takes it for more than text. */
const scripts = [
  '<script>hit()</script>',
  '<img src=x onerror=hit()>',
  '<svg/onload=hit()>',
  '<a href="javascript:hit()">x</a>',
  '"><iframe srcdoc="<script>parent.hit()</script>">',
  '[x](javascript:hit())',
  '![x](x"onerror="hit())',
  '<math><mtext><style><img src=x onerror=hit()></style></mtext></math>',
  '{{constructor.constructor("hit()")()}}',
]
/** Elements that only a page has which took text for markup. */
const madeOfText = '[onerror], [onload], iframe[srcdoc], a[href^="javascript:" i], math, img[src="x"]'
const inXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
const inTex = (text: string) => text.replaceAll(/[{}]/g, '')

const formats: Record<string, (script: string, number: number) => string> = {
  bibtex: (script, number) =>
    `@article{k${number}, title={T${number} ${inTex(script)}}, author={${inTex(script)}}, journal={${inTex(script)}}, abstract={${inTex(script)}}, keywords={${inTex(script)}}, note={${inTex(script)}}, url={javascript:hit()}, year=2020}`,
  ris: (script, number) =>
    `TY  - JOUR\nTI  - R${number} ${script}\nAU  - ${script}\nJO  - ${script}\nAB  - ${script}\nKW  - ${script}\nUR  - javascript:hit()\nPY  - 2020\nER  - \n`,
  csl: (script, number) =>
    JSON.stringify([
      {
        id: `c${number}`,
        type: 'article-journal',
        title: `C${number} ${script}`,
        author: [{ family: script, given: script }],
        'container-title': script,
        abstract: script,
        keyword: script,
        note: script,
        URL: 'javascript:hit()',
        DOI: script,
      },
    ]),
  endnote: (script, number) =>
    `<?xml version="1.0"?><xml><records><record><ref-type name="Journal Article">17</ref-type><contributors><authors><author>${inXml(script)}</author></authors></contributors><titles><title>E${number} ${inXml(script)}</title><secondary-title>${inXml(script)}</secondary-title></titles><keywords><keyword>${inXml(script)}</keyword></keywords><abstract>${inXml(script)}</abstract></record></records></xml>`,
  mods: (script, number) =>
    `<?xml version="1.0"?><modsCollection xmlns="http://www.loc.gov/mods/v3"><mods ID="m${number}"><titleInfo><title>M${number} ${inXml(script)}</title></titleInfo><name type="personal"><namePart type="family">${inXml(script)}</namePart><role><roleTerm type="text">author</roleTerm></role></name><abstract>${inXml(script)}</abstract></mods></modsCollection>`,
  medline: (script, number) =>
    `PMID- ${number + 1}\nTI  - P${number} ${script}\nAB  - ${script}\nFAU - ${script}\nJT  - ${script}\n\n`,
}

test('what is imported is text on every page, in every format', async ({ page }) => {
  const hits: string[] = []
  await page.exposeFunction('hit', () => hits.push(page.url()))
  // The policy of the page is the second wall: what only it stopped came through the first.
  await page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective: directive, blockedURI }) => {
      // Zod looks once whether it may compile its checks, and does without.
      if (directive.startsWith('script') && blockedURI !== 'eval') Reflect.get(window, 'hit')()
    }),
  )
  page.on('dialog', (dialog) => {
    hits.push(dialog.message())
    void dialog.dismiss()
  })
  await makeAccount(page, seogo().ownerLink, ann, words)
  let attempted = 0
  for (const [name, write] of Object.entries(formats))
    for (const [number, script] of scripts.entries()) {
      const text = write(script, number)
      const answer = await page.request.post(`${seogo().address}/api/imports/text`, { data: { text } })
      expect([name, script, answer.status()]).toEqual([name, script, 202])
      attempted += 1
    }
  const list = async () => {
    const answer = await page.request.get(`${seogo().address}/api/papers?limit=200`)
    return listPapers.reply.parse(await answer.json()).items
  }
  await expect.poll(async () => (await list()).length, { timeout: 120_000 }).toBeGreaterThan(40)
  const papers = await list()
  for (const script of scripts) {
    await page.request.post(`${seogo().address}/api/notes`, {
      data: { libraryId: papers[0]?.libraryId, body: `# ${script}\n\n${script}` },
    })
    await page.request.post(`${seogo().address}/api/tags`, {
      data: { libraryId: papers[0]?.libraryId, name: script.slice(0, 60) },
    })
    attempted += 2
  }
  await page.goto(seogo().address)
  await expect(paperRows(page, words).first()).toBeVisible()
  for (const path of ['/notes', '/tags', '/duplicates', '/history', '/jobs']) {
    await page.goto(`${seogo().address}${path}`)
    await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible()
  }
  for (const { id, title } of papers.slice(0, 40)) {
    await page.goto(`${seogo().address}/papers/${id}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    expect([title, hits]).toEqual([title, []])
    expect(await page.locator(madeOfText).count()).toBe(0)
  }
  expect(hits).toEqual([])
  const report = process.env.SEOGO_TEST_ATTACK_REPORT
  if (report !== undefined)
    writeFileSync(
      report,
      JSON.stringify([{ attack: 'scripts in imports, notes and tags', attempted, stopped: attempted }]),
    )
})
