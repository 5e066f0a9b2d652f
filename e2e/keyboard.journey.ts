import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { ann, makeAccount, paperRows, seogoOfThisFile, tabTo } from './steps.ts'
import { wordsIn } from './words.ts'

const words = wordsIn.ko

test.use({ locale: 'ko-KR' })
const seogo = seogoOfThisFile()

const bibliography = `
@article{kim2023, title = {한국어 문헌 검색을 위한 색인 구조}, author = {김, 하늘 and 이, 바다}, journal = {정보과학회논문지}, year = {2023}}
@article{park2021, title = {분산 저장소의 복제 지연 측정}, author = {박, 나무}, journal = {정보과학회논문지}, year = {2021}}
@inproceedings{lee2019, title = {Cache Eviction under Skewed Load}, author = {Lee, Bo}, booktitle = {Proceedings of Storage}, year = {2019}}
`

test('by keyboard alone: import a .bib, rate, tag, and search with a two-syllable Korean word', async ({
  page,
}) => {
  const file = join(mkdtempSync(join(tmpdir(), 'seogo-bib-')), 'korean.bib')
  writeFileSync(file, bibliography)
  await makeAccount(page, seogo().ownerLink, ann, words)
  await expect(page.getByText(words.library.emptyLibrary)).toBeVisible()

  await page.keyboard.press('a')
  const add = page.getByRole('dialog', { name: words.imports.addTitle, exact: true })
  const chooser = page.waitForEvent('filechooser')
  await tabTo(page, add.locator('button', { hasText: words.imports.chooseFiles }))
  await page.keyboard.press('Enter')
  await (await chooser).setFiles(file)
  await expect(page.getByText(words.imports.summary(3, 0, 0))).toBeVisible()
  await expect(paperRows(page, words)).toHaveCount(3)

  const search = page.getByRole('combobox', { name: words.shell.search })
  await page.keyboard.press('/')
  await expect(search).toBeFocused()
  await page.keyboard.type('검색')
  await expect(paperRows(page, words)).toHaveCount(1)
  await expect(paperRows(page, words)).toContainText('한국어 문헌 검색을 위한 색인 구조')

  await page.keyboard.press('Escape')
  await page.keyboard.press('j')
  await expect(paperRows(page, words).and(page.locator('[aria-current]'))).toHaveCount(1)
  await page.keyboard.press('o')
  await expect(
    page.getByRole('heading', { level: 1, name: '한국어 문헌 검색을 위한 색인 구조' }),
  ).toBeVisible()
  const rating = page.getByRole('slider', {
    name: words.reading.ratingOf('한국어 문헌 검색을 위한 색인 구조'),
  })
  await tabTo(page, rating)
  await page.keyboard.press('4')
  await expect(rating).toHaveAttribute('aria-valuetext', words.reading.stars(8))
  await tabTo(page, page.getByRole('combobox', { name: words.reading.addTag }))
  await page.keyboard.type('색인')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: words.reading.removeTag('색인') })).toBeVisible()

  // A slash would be part of the tag; out of the field it opens the search.
  await page.keyboard.press('Tab')
  await page.keyboard.press('/')
  await expect(search).toBeFocused()
  await page.keyboard.type('복제')
  await page.keyboard.press('Enter')
  await expect(paperRows(page, words)).toHaveCount(1)
  await expect(paperRows(page, words)).toContainText('분산 저장소의 복제 지연 측정')

  // A question of fields: what cannot be read is told, the rest finds.
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('저자:하늘 평점:9')
  await expect(page.getByText(words.search.faults.bad_rating)).toBeVisible()
  await expect(paperRows(page, words)).toHaveCount(1)
  await expect(paperRows(page, words)).toContainText('한국어 문헌 검색을 위한 색인 구조')

  // What was judged stands there after a reload.
  await page.goto(`${seogo().address}/?q=검색`)
  await expect(paperRows(page, words).getByRole('slider')).toHaveAttribute(
    'aria-valuetext',
    words.reading.stars(8),
  )
  await expect(paperRows(page, words)).toContainText('색인')

  // The first press of Tab leads past the navigation; wherever the focus is, it is seen (WCAG 2.2, 2.4.1, 2.4.7, 2.4.11).
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: words.shell.skipToContent })
  await expect(skip).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  await tabTo(page, page.getByRole('button', { name: words.imports.add }))
  for (let stop = 0; stop < 12; stop += 1) {
    expect(await page.evaluate(howFocusIsHidden)).toBeUndefined()
    await page.keyboard.press('Shift+Tab')
  }
})

/** Why the element with the focus cannot be seen to have it; undefined when it can. Runs in the page. */
function howFocusIsHidden(): string | undefined {
  const focused = document.activeElement
  if (focused === null || focused === document.body) return undefined
  const name = focused.getAttribute('aria-label') ?? focused.textContent?.slice(0, 40) ?? focused.tagName
  const isMarked = getComputedStyle(focused).outlineStyle !== 'none'
  if (!isMarked) return `${name} does not show the focus`
  const { left, top, width, height } = focused.getBoundingClientRect()
  const above = document.elementFromPoint(left + width / 2, top + height / 2)
  const isSeen = above !== null && (focused.contains(above) || above.contains(focused))
  return isSeen ? undefined : `${name} is hidden by something`
}
