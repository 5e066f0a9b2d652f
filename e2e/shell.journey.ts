import { expect, type Page, test } from '@playwright/test'
import { firstAsked } from '#web/build/first-asked.ts'
import { expectNoViolation } from './expect-no-violation.ts'
import { expectSoundScreen } from './expect-sound-screen.ts'
import { twoPapers } from './sample-files.ts'
import { ann, dropFiles, makeAccount, paperRows, seogoOfThisFile, watchForErrors } from './steps.ts'
import { wordsIn } from './words.ts'

test.use({ locale: 'ko-KR' })
const seogo = seogoOfThisFile()
const { en, ko } = wordsIn

const palette = (page: Page, words = ko) => page.getByRole('dialog', { name: words.shell.commands })
/** Opens the palette and writes into it. */
async function command(page: Page, typed: string, words = ko): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  await expect(palette(page, words).getByRole('combobox')).toBeFocused()
  await page.keyboard.type(typed)
}
/** By how it begins: the names of some pages are within those of others. */
const option = (page: Page, name: string) =>
  page.getByRole('option').filter({ hasText: new RegExp(`^${name}`) })

test('the shell by keyboard: guide, palette in two languages, help, appearance kept, undo', async ({
  page,
  browser,
}) => {
  const errors = watchForErrors(page)
  await makeAccount(page, seogo().ownerLink, ann, ko)
  const guide = page.getByRole('region', { name: ko.guide.title })
  await expect(guide).toContainText(ko.guide.next(ko.guide.steps.add.title))
  await expectNoViolation(page, 'empty library with the guide')

  // Dropped and read: the guide ticks itself.
  const [paper] = await twoPapers()
  await dropFiles(page, [paper.path])
  await expect(paperRows(page, ko)).toHaveCount(1)
  await expect(guide).toContainText(ko.guide.next(ko.guide.steps.ask.title), { timeout: 30_000 })
  await guide.getByRole('button', { name: ko.guide.showAll }).click()
  await expect(guide.getByRole('listitem').filter({ hasText: ko.guide.isDone })).toHaveCount(2)
  await guide.getByRole('button', { name: ko.guide.hideAll }).click()

  // What the mouse rests on says what it is, for as long as the mouse is there; what the keyboard comes to says it at once.
  const icon = page.getByRole('button', { name: ko.shell.shortcuts })
  const tooltip = page.locator('[data-tip-popup]')
  await icon.hover()
  await expect(tooltip).toContainText(ko.shell.shortcuts)
  await tooltip.hover()
  await page.keyboard.press('Escape')
  await expect(tooltip).toBeHidden()
  await icon.focus()
  await expect(tooltip).toContainText(ko.shell.shortcuts)
  await page.locator('main').focus()
  await expect(tooltip).toBeHidden()

  // Opening the palette ticks the last step. Initial consonants, the other keyboard, the other language.
  for (const typed of ['ㅅㅈ', 'tjfwjd', 'settings']) {
    await command(page, typed)
    await expect(option(page, ko.shell.goTo(ko.shell.places.settings))).toBeVisible()
    if (typed === 'ㅅㅈ') await expectNoViolation(page, 'palette')
    await page.keyboard.press('Escape')
    await expect(palette(page)).toBeHidden()
  }
  await command(page, ko.shell.choose(ko.shell.theme, ko.shell.themeNames.dark))
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')

  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: ko.shell.shortcuts })
  await expect(help.getByRole('textbox')).toBeFocused()
  await page.keyboard.type(ko.shell.places.jobs)
  await expect(help.locator('dt')).toHaveText([ko.shell.goTo(ko.shell.places.jobs)])
  await expect(help.locator('kbd')).toHaveText(['G', 'J'])
  await expectSoundScreen(page, 'ko', 'help sheet')
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('j')
  await expect(page).toHaveURL(/\/jobs$/)
  await expect(page).toHaveTitle(new RegExp(ko.jobs.title))

  // What was done last comes first.
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('option').first()).toHaveText(
    ko.shell.choose(ko.shell.theme, ko.shell.themeNames.dark),
  )
  await page.keyboard.type('compact')
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact')
  await command(page, 'english')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: en.jobs.title })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expectSoundScreen(page, 'en', 'jobs')
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: en.jobs.title })).toBeVisible()

  // The appearance follows the person to another browser.
  const elsewhere = await browser.newContext({ locale: 'ko-KR' })
  const other = await elsewhere.newPage()
  await other.goto(seogo().address)
  await other.getByLabel(ko.accounts.email, { exact: true }).fill(ann.email)
  await other.getByLabel(ko.accounts.password, { exact: true }).fill(ann.password)
  await other.keyboard.press('Enter')
  await expect(other.getByRole('heading', { name: en.library.title, exact: true })).toBeAttached()
  const root = other.locator('html')
  await expect(root).toHaveAttribute('lang', 'en')
  await expect(root).toHaveAttribute('data-theme', 'dark')
  await expect(root).toHaveAttribute('data-density', 'compact')
  // The head of the page asks first what the page asks for: each is asked once. Its clock goes slowly, at most a second in
  // all: a page that is waited for by its own files would come only with the time after which it is shown all the same.
  const asked: string[] = []
  other.on('request', (request) => {
    const { pathname, search } = new URL(request.url())
    asked.push(pathname + search)
  })
  await other.clock.install()
  await other.clock.pauseAt(Date.now() + 1_000)
  await other.reload()
  await expect(async () => {
    await other.clock.runFor(10)
    expect(await paperRows(other, en).count()).toBe(1)
  }).toPass({ intervals: [200], timeout: 20_000 })
  for (const one of firstAsked('/')) expect(asked.filter((each) => each === one)).toEqual([one])
  // And it names the file of the page itself, not only what the page begins with.
  for (const [path, file] of Object.entries({ '/': 'LibraryPage', '/admin': 'AdminPage' })) {
    const head = await other.request.get(`${seogo().address}${path}`)
    expect(await head.text()).toContain(`/assets/${file}-`)
  }
  await elsewhere.close()

  // A press takes back what the newest message says.
  const englishGuide = page.getByRole('region', { name: en.guide.title })
  await englishGuide.getByRole('button', { name: en.guide.dismiss }).click()
  await expect(englishGuide).toBeHidden()
  await expect(page.getByText(en.guide.dismissed)).toBeVisible()
  await expectNoViolation(page, 'a message with its undo')
  await page.keyboard.press('z')
  await expect(englishGuide).toBeVisible()
  await expect(page.getByText(en.guide.dismissed)).toBeHidden()

  await expectChoiceToStand(page)
  await page.goto(`${seogo().address}/nowhere`)
  await expect(page.getByRole('heading', { level: 1, name: en.shell.notFound })).toBeVisible()
  await expectNoViolation(page, 'no such page')
  expect(errors).toEqual([])
})

/** What was read of the account before a choice was kept does not take the choice back. The page is English at either end. */
async function expectChoiceToStand(page: Page): Promise<void> {
  const [read, chosen, shown] = [gate(), gate(), gate()]
  await page.route('**/api/me', async (route) => {
    const answer = await route.fetch()
    read.open()
    await chosen.opened
    await route.fulfill({ response: answer })
  })
  await command(page, en.shell.choose(en.shell.density, en.shell.densityNames.comfortable), en)
  await page.keyboard.press('Enter')
  await read.opened

  await page.route('**/api/me/preferences', async (route) => {
    await shown.opened
    await route.continue()
  })
  await page.evaluate(() => {
    const root = document.documentElement
    new MutationObserver(() => {
      root.dataset.languagesSeen = `${root.dataset.languagesSeen ?? ''}${root.lang} `
    }).observe(root, { attributeFilter: ['lang'] })
  })
  const answered = page.waitForResponse(/\/api\/me$/)
  const kept = page.waitForResponse(/\/api\/me\/preferences$/)
  await command(page, en.shell.choose(en.shell.language, en.shell.languageNames.ko), en)
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko')
  chosen.open()
  await (await answered).finished()
  shown.open()
  await (await kept).finished()
  await page.unrouteAll({ behavior: 'wait' })
  await command(page, ko.shell.choose(ko.shell.language, ko.shell.languageNames.en), ko)
  await page.keyboard.press('Enter')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(page.locator('html')).toHaveAttribute('data-languages-seen', 'ko en ')
}

function gate(): { opened: Promise<void>; open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { opened: promise, open: resolve }
}
