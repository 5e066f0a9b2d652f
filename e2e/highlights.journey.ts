import { readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { expectNoViolation } from './expect-no-violation.ts'
import { openHighlights, selectWords, sharePaper, untilRead, wordsUnder } from './marked-paper.ts'
import { ann, bo, makeAccount, seogoOfThisFile, watchForErrors } from './steps.ts'
import { wordsIn } from './words.ts'

const words = wordsIn.en
const quote = ['most Korean nouns have two syllables', 'no trigram'] as const
const whole = 'mostKoreannounshavetwosyllablesandaqueryoftwoletterscontainsnotrigram'
const other = 'figures in this paper illustrate the example'

/** The colours that are really painted. */
function penColours(boxes: (HTMLElement | SVGElement)[]): string[] {
  const colours = new Set(boxes.map((box) => getComputedStyle(box).backgroundColor))
  return [...colours].filter((colour) => colour !== 'rgba(0, 0, 0, 0)')
}

test.use({ locale: 'en-GB' })
const seogo = seogoOfThisFile()

test('marks stay on their words, and are one’s own until they are shared', async ({ page, browser }) => {
  const errors = watchForErrors(page)
  const { address, ownerLink } = seogo()
  await makeAccount(page, ownerLink, ann, words)
  const { libraryId, paper } = await sharePaper(page, address)
  const paperId = paper.split('/').at(-1) ?? ''

  await page.goto(paper)
  await selectWords(page, ...quote)
  const bar = page.getByRole('toolbar', { name: words.highlights.bar })
  await expect(bar).toBeVisible()
  await expectNoViolation(page, 'selection bar')
  await page.keyboard.press('m')
  await page.getByLabel(words.highlights.comment, { exact: true }).fill('The reason in one line')
  await expectNoViolation(page, 'highlight card')
  await page.getByRole('button', { name: words.highlights.done }).click()
  await selectWords(page, other, 'example')
  await expect(bar).toBeVisible()
  await page.keyboard.press('3')
  const pens = page.locator('[data-highlight]')
  await expect.poll(() => pens.evaluateAll(penColours)).toHaveLength(2)
  await openHighlights(page, words)
  const rows = page.getByRole('list', { name: words.highlights.title }).getByRole('listitem')
  await expect(rows).toHaveCount(2)
  await expect(rows.first()).toContainText('The reason in one line')
  await rows.last().getByRole('button', { name: words.highlights.edit }).click()
  await rows.last().getByRole('checkbox', { name: words.highlights.share }).click()
  await rows.last().getByRole('button', { name: words.highlights.done }).click()
  await expect(rows.last()).toContainText(words.highlights.shared)
  await expectNoViolation(page, 'list of highlights')

  await page.reload()
  await expect(page.locator('[data-highlight]').first()).toBeVisible()
  await expect.poll(() => wordsUnder(page)).toContain(whole)
  const before = await wordsUnder(page)

  const { files } = await (await page.request.get(`${address}/api/papers/${paperId}`)).json()
  const actions = page.getByRole('button', { name: words.papers.fileActions(files[0].name) })
  // The reader writes its page into the address at the same time, and on a busy machine the part of the page is lost.
  await expect(async () => {
    await page.getByRole('tab', { name: words.paperPage.files }).click()
    await expect(actions).toBeVisible({ timeout: 3_000 })
  }).toPass()
  await actions.click()
  await page.getByRole('menuitem', { name: words.papers.readAgain }).click()
  await untilRead(page, address, paperId)
  await page.reload()
  await expect.poll(() => wordsUnder(page)).toEqual(before)

  await openHighlights(page, words)
  await page.getByRole('button', { name: words.highlights.export }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: words.highlights.asMarkdown }).click(),
  ])
  const text = readFileSync(await download.path(), 'utf8')
  expect(text).toMatch(/> most Korean nouns .* no trigram \[@\S+, p\. 1\] \^h-\w+\n\nThe reason in one line/)

  const invited = await page.request.post(`${address}/api/invitations`, {
    data: { email: bo.email, role: 'member' },
  })
  const context = await browser.newContext({ locale: 'en-GB' })
  try {
    const second = await context.newPage()
    const { link } = await invited.json()
    await makeAccount(second, address + new URL(link).pathname, bo, words)
    await page.request.post(`${address}/api/libraries/${libraryId}/members`, {
      data: { email: bo.email, membership: 'reader' },
    })
    await second.goto(`${paper}?tab=highlights`)
    await openHighlights(second, words)
    const theirs = second.getByRole('list', { name: words.highlights.title }).getByRole('listitem')
    await expect(theirs).toHaveCount(1)
    await expect(theirs).toContainText(words.highlights.by(ann.name))
    await expect(theirs.getByRole('button', { name: words.highlights.edit })).toHaveCount(0)
    // What Ann keeps to herself again is gone from Bo's screen by itself.
    await rows.last().getByRole('button', { name: words.highlights.edit }).click()
    await rows.last().getByRole('checkbox', { name: words.highlights.share }).click()
    await expect(second.getByText(words.highlights.none)).toBeVisible()
  } finally {
    await context.close()
  }

  await rows.last().getByRole('button', { name: words.highlights.remove }).click()
  await expect(rows).toHaveCount(1)
  // The row goes at once; what can be taken back is said when the server has done it.
  await expect(page.getByText(words.highlights.removed, { exact: true })).toBeVisible()
  await page.keyboard.press('z')
  await expect(rows).toHaveCount(2)
  expect(errors).toEqual([])
})
