import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { expectNoViolation } from './expect-no-violation.ts'
import { onePaperTwice, twoPapers } from './sample-files.ts'
import { ann, dropFiles, makeAccount, paperRows, seogoOfThisFile } from './steps.ts'
import { wordsIn } from './words.ts'

const words = wordsIn.en
/** Every address of the app, from the router's own list. */
const addresses = [
  ...readFileSync(join(import.meta.dirname, '../web/router.tsx'), 'utf8').matchAll(/^ {2}path: '([^']+)'/gm),
].map(([, path = '']) => path)
/** Those whose screens the journey comes by, each with something on it. */
const seenOnTheWay = ['/sign-in', '/link/$token', '/', '/papers/$paperId', '/duplicates']
test.use({ locale: 'en-GB' })
const seogo = seogoOfThisFile()

test('no screen has an accessibility violation, light or dark', async ({ page }) => {
  test.setTimeout(600_000)
  await page.goto(`${seogo().address}/sign-in`)
  await expect(page.getByRole('heading', { name: words.accounts.signInTitle })).toBeVisible()
  await expectNoViolation(page, 'sign-in')

  await page.goto(seogo().ownerLink)
  await expect(page.getByRole('heading', { name: words.accounts.linkTitle.claim })).toBeVisible()
  await expectNoViolation(page, 'first run')

  await makeAccount(page, seogo().ownerLink, ann, words)
  await expect(page.getByText(words.library.emptyLibrary)).toBeVisible()
  await expectNoViolation(page, 'empty library')

  await dropFiles(
    page,
    (await twoPapers()).map(({ path }) => path),
  )
  await expect(paperRows(page, words)).toHaveCount(2)
  await expect(page.getByText(words.imports.summary(2, 0, 0))).toBeVisible()
  await page.keyboard.press('j')
  await expectNoViolation(page, 'library')

  await page.keyboard.press('Space')
  await expect(page.getByRole('dialog', { name: words.library.quickLook })).toBeVisible()
  await expectNoViolation(page, 'quick look')
  await page.keyboard.press('Escape')

  for (const [key, name] of [
    ['?', words.shell.shortcuts],
    ['ControlOrMeta+k', words.shell.commands],
    ['e', words.exports.exportTitle],
  ] as const) {
    await page.keyboard.press(key)
    await expect(page.getByRole('dialog', { name })).toBeVisible()
    await expectNoViolation(page, name)
    await page.keyboard.press('Escape')
  }

  await page.getByRole('link', { name: /\S/ }).and(paperRows(page, words).first().getByRole('link')).click()
  await page.getByRole('button', { name: words.analysis.ask, exact: true }).click()
  await expect(page.getByText(words.analysis.states.answered)).toBeVisible({ timeout: 60_000 })
  // The form itself says "answered" among other words.
  await expect(page.getByText(words.analysis.states.answered, { exact: true })).toBeVisible()
  await expectNoViolation(page, 'paper with its analysis')
  await page.getByRole('tab', { name: words.paperPage.details }).click()
  await expectNoViolation(page, 'paper with its details')
  const paperId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  await page.keyboard.press('c')
  await expect(page.getByLabel(words.exports.citationKey)).toBeVisible({ timeout: 30_000 })
  await expectNoViolation(page, words.exports.citeTitle)
  await page.keyboard.press('Escape')

  // On the page of a paper a file that is dropped becomes the paper's.
  await page.goto(seogo().address)
  await expect(paperRows(page, words)).toHaveCount(2)
  await dropFiles(page, [onePaperTwice()])
  await expect(paperRows(page, words)).toHaveCount(4)
  await page.goto(`${seogo().address}/duplicates`)
  const compare = page.getByRole('link', { name: words.duplicates.compare })
  await expect(compare).toHaveCount(1, { timeout: 30_000 })
  await expectNoViolation(page, 'duplicates')
  await compare.click()
  await expect(page.getByRole('group', { name: words.duplicates.fields.issued })).toBeVisible()
  await expectNoViolation(page, 'two papers side by side')

  const jobs = await (await page.request.get(`${seogo().address}/api/jobs`)).json()
  const others = addresses.filter((path) => !seenOnTheWay.includes(path))
  for (const path of others.map((each) =>
    each.replace('$jobId', jobs.items[0].id).replace('$paperId', paperId).replace(/^\$$/, '/nowhere'),
  )) {
    expect(path, 'a place of which this journey does not know what stands there').not.toContain('$')
    await page.goto(seogo().address + path)
    await expect(page.getByRole('heading', { level: 1 })).toBeAttached()
    // What the page asks for is there.
    await page.waitForLoadState('networkidle')
    await expectNoViolation(page, path)
  }
})
