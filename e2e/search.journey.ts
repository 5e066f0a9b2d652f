import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CDPSession, expect, type Page, test } from '@playwright/test'
import { startFakeEmbeddings } from '#server/testing/fake-embeddings.ts'
import { expectNoViolation } from './expect-no-violation.ts'
import { ann, dropFiles, makeAccount, paperRows, seogoOfThisFile, signIn, watchForErrors } from './steps.ts'
import { localeOf, type Words, wordsIn } from './words.ts'

const bibliography = join(mkdtempSync(join(tmpdir(), 'seogo-search-')), 'shelf.bib')

test.beforeAll(() => {
  writeFileSync(
    bibliography,
    `
@article{kim2023, title = {한국어 문헌 검색을 위한 색인 구조}, author = {김, 하늘}, journal = {정보과학회논문지}, year = {2023}}
@article{lee2019, title = {Cache Eviction under Skewed Load}, author = {Lee, Bo}, journal = {Proceedings of Storage}, year = {2019}}
@article{park2021, title = {Cache Replacement in Search Engines}, author = {Park, Nari}, journal = {Proceedings of Storage}, year = {2021}}
`,
  )
})

/** Letters as an input method shows them while it still composes. */
async function compose(session: CDPSession, text: string): Promise<void> {
  await session.send('Input.imeSetComposition', {
    text,
    selectionStart: text.length,
    selectionEnd: text.length,
  })
}

const seogo = seogoOfThisFile()
let source: Awaited<ReturnType<typeof startFakeEmbeddings>> | undefined
test.afterAll(() => source?.close())

/** Somebody makes vectors of the passages, and has made them. */
async function switchMeaningOn(page: Page): Promise<void> {
  source = await startFakeEmbeddings()
  const { request } = page
  const own = { label: 'Lab', provider: 'openai-compatible', baseUrl: source.url, model: 'chat' }
  const saved = await request.post(`${seogo().address}/api/keys`, { data: own })
  const { id: keyId }: { id: string } = await saved.json()
  const address = `${seogo().address}/api/search/embeddings`
  const chosen = await request.put(address, { data: { keyId, model: 'fake-embed', readsTexts: false } })
  expect(chosen.status()).toBe(200)
  await expect
    .poll(async () => (await (await request.get(address)).json()).state, { timeout: 30_000 })
    .toBe('ready')
}

const box = (page: Page, words: Words) => page.getByRole('combobox', { name: words.shell.search })
const offers = (page: Page, words: Words) =>
  page.getByRole('listbox', { name: words.search.suggest.title }).getByRole('option')

test.describe('in English', () => {
  test.use({ locale: localeOf.en })
  const words = wordsIn.en

  test('what the box offers is taken by keyboard alone: a paper, a field, its value', async ({ page }) => {
    const errors = watchForErrors(page)
    await makeAccount(page, seogo().ownerLink, ann, words)
    await dropFiles(page, [bibliography])
    await expect(paperRows(page, words)).toHaveCount(3)

    await page.keyboard.press('/')
    await expect(box(page, words)).toBeFocused()
    await page.keyboard.type('cache evi')
    await expect(offers(page, words)).toHaveCount(1)
    await expect(box(page, words)).toHaveAttribute('aria-expanded', 'true')
    await page.keyboard.press('ArrowDown')
    await expect(offers(page, words).first()).toHaveAttribute('aria-selected', 'true')
    await expectNoViolation(page, 'suggestions')
    await page.keyboard.press('Enter')
    await expect(
      page.getByRole('heading', { level: 1, name: 'Cache Eviction under Skewed Load' }),
    ).toBeVisible()
    await expect(box(page, words)).toHaveValue('')

    await page.keyboard.press('/')
    await expect(box(page, words)).toBeFocused()
    await page.keyboard.type('stat')
    await expect(offers(page, words).first()).toContainText(words.search.suggest.fields.status)
    await page.keyboard.press('ArrowDown')
    await expect(offers(page, words).first()).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('Enter')
    await expect(box(page, words)).toHaveValue('status:')
    await expect(offers(page, words)).toHaveText([/^unread/, /^reading/, /^read/, /^set_aside/])
    await page.keyboard.press('ArrowUp')
    await expect(offers(page, words).last()).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('ArrowDown')
    await expect(offers(page, words).first()).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('Enter')
    await expect(box(page, words)).toHaveValue('status:unread ')
    await expect(page).toHaveURL(/q=status/)
    await expect(paperRows(page, words)).toHaveCount(3)

    // The line and the controls are two ways to say one thing; a new question keeps what they narrow by.
    const status = page.getByRole('combobox', { name: words.library.status }).first()
    await expect(status).toContainText(words.library.statusNames.unread)
    await page.goto(`${seogo().address}/?lang=en&pdf=false&status=unread`)
    await expect(box(page, words)).toHaveValue('status:unread -has:pdf lang:en')
    await expect(paperRows(page, words)).toHaveCount(2)
    await page.keyboard.press('/')
    await expect(box(page, words)).toBeFocused()
    await page.keyboard.type('replacement published:2021-02..')
    await expect(paperRows(page, words)).toHaveCount(1)
    await page.keyboard.press('Enter')
    await expect(box(page, words)).toHaveValue(
      'status:unread -has:pdf lang:en replacement published:2021-02..',
    )
    await expect(page.getByText(words.library.filter.publishedFromIs('2021-02-01'))).toBeVisible()
    await expect(status).toContainText(words.library.statusNames.unread)

    // What the words mean is looked for by the same keys; until somebody makes vectors it says how to switch that on.
    await page.goto(`${seogo().address}/?q=${encodeURIComponent('replacement load')}`)
    const toggle = page.getByRole('button', { name: words.library.byMeaning })
    await expect(toggle).toHaveAttribute('aria-pressed', 'false')
    await toggle.focus()
    await page.keyboard.press('Enter')
    await expect(toggle).toHaveAttribute('aria-pressed', 'true')
    await expect(page.getByRole('link', { name: words.search.byMeaning.switchOn })).toBeVisible()
    await expect(paperRows(page, words)).toHaveCount(0)
    await switchMeaningOn(page)
    await page.reload()
    await expect(paperRows(page, words)).toHaveCount(3)
    await expect(page.getByText(words.search.byMeaning.used('200', '50'))).toBeVisible()
    await page.keyboard.press('j')
    await expect(page.getByText(words.search.why.rankByMeaning('No. 1'))).toBeVisible()
    await expectNoViolation(page, 'found by meaning')
    expect(errors).toEqual([])

    const answer = await page.request.patch(`${seogo().address}/api/me/preferences`, {
      data: { language: 'ko' },
    })
    expect(answer.status()).toBe(200)
  })
})

test.describe('in Korean', () => {
  test.use({ locale: localeOf.ko })
  const words = wordsIn.ko
  const { smart } = words.reading

  test('keys belong to the input method while a syllable is composed, and the list follows it', async ({
    page,
  }) => {
    await signIn(page, seogo().address, ann, words)
    await expect(paperRows(page, words)).toHaveCount(3)
    await page.keyboard.press('/')
    await expect(box(page, words)).toBeFocused()
    const session = await page.context().newCDPSession(page)
    for (const letters of ['ㅎ', '하', '한']) await compose(session, letters)
    await expect(offers(page, words).first()).toContainText('한국어 문헌 검색을 위한 색인 구조')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expect(box(page, words)).toHaveValue('한')
    await expect(box(page, words)).toHaveAttribute('aria-expanded', 'true')
    await expect(offers(page, words).and(page.locator('[aria-selected=true]'))).toHaveCount(0)
    await session.send('Input.insertText', { text: '한국' })
    await expect(box(page, words)).toHaveValue('한국')
    await expect(paperRows(page, words)).toHaveCount(1)

    // What is found is kept by a name, and followed.
    await page.keyboard.press('Escape')
    await page.keyboard.press('ControlOrMeta+k')
    await expect(page.getByRole('combobox', { name: words.shell.commands })).toBeFocused()
    await page.keyboard.type(smart.newTitle)
    await expect(page.getByRole('option', { name: smart.newTitle, exact: true })).toHaveAttribute(
      'data-highlighted',
      '',
    )
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: smart.newTitle })
    await expect(dialog.getByLabel(smart.name)).toBeFocused()
    await page.keyboard.type('Hangul')
    await page.keyboard.press('Enter')
    await expect(dialog).toHaveCount(0)
    const menu = page.getByRole('button', { name: smart.menuOf('Hangul') })
    await expect(menu).toBeVisible()
    await menu.focus()
    await page.keyboard.press('Enter')
    const follow = page.getByRole('menuitem', { name: smart.follow })
    await expect(follow).toHaveAttribute('data-highlighted', '')
    await page.keyboard.press('Enter')
    await expect(page.getByText(smart.nowFollowed('Hangul'))).toBeVisible()
    await expect(page.getByRole('img', { name: smart.followed })).toBeVisible()
    await expectNoViolation(page, 'a followed search')

    await page.keyboard.press('/')
    await expect(box(page, words)).toBeFocused()
    await page.keyboard.type('한국어 문')
    await expect(offers(page, words).first()).toContainText('한국어 문헌 검색을 위한 색인 구조')
    await page.keyboard.press('ArrowDown')
    await expect(offers(page, words).first()).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('Enter')
    await expect(
      page.getByRole('heading', { level: 1, name: '한국어 문헌 검색을 위한 색인 구조' }),
    ).toBeVisible()
  })
})
