import { expect, type Locator, type Page } from '@playwright/test'
import { type Person, tabTo } from './steps.ts'
import type { Words } from './words.ts'

/**
 * Notes every press, turn of the wheel and touch in the page's documents from now on.
 * @returns what ends the day: fails when there was one, and proves that one would have been noted
 */
export async function keyboardOnly(page: Page): Promise<() => Promise<void>> {
  const used: string[] = []
  await page.exposeFunction('noteHand', (what: string) => used.push(what))
  await page.addInitScript(() => {
    const note: unknown = Reflect.get(globalThis, 'noteHand')
    for (const kind of ['pointerdown', 'pointermove', 'mousedown', 'wheel', 'touchstart']) {
      const onEvent = ({ type, target, isTrusted }: Event) => {
        const where = target instanceof Element ? target.outerHTML.slice(0, 120) : ''
        if (isTrusted && typeof note === 'function') note(`${type} ${where}`)
      }
      addEventListener(kind, onEvent, { capture: true, passive: true })
    }
  })
  return async () => {
    expect(used, 'a hand left the keyboard').toEqual([])
    await page.mouse.click(2, 2)
    await expect.poll(() => used.length, 'a press would have been noted').toBeGreaterThan(0)
  }
}

/** Goes to a thing by Tab and presses it. */
export async function pressOn(page: Page, target: Locator, mostPresses?: number): Promise<void> {
  await expect(target).toBeVisible()
  await tabTo(page, target, mostPresses)
  await page.keyboard.press('Enter')
}

/** Goes to a field by Tab and writes into it, over what stands there. */
export async function writeInto(page: Page, field: Locator, text: string): Promise<void> {
  await expect(field).toBeVisible()
  await tabTo(page, field)
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type(text)
}

/** Does what the palette finds by this name. */
export async function command(page: Page, name: string, words: Words): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('combobox', { name: words.shell.commands })).toBeFocused()
  await page.keyboard.type(name)
  await expect(page.getByRole('option', { name, exact: true })).toHaveAttribute('data-highlighted', '')
  await page.keyboard.press('Enter')
}

/** Opens a field of choices by Tab, and takes one. */
export async function choose(page: Page, field: Locator, option: string): Promise<void> {
  await pressOn(page, field)
  await take(page, page.getByRole('option', { name: option, exact: true }))
}

/** Takes an entry of the menu that is open. */
export async function pick(page: Page, entry: string): Promise<void> {
  await take(page, page.getByRole('menuitem', { name: entry, exact: true }))
}

/** Goes down a list that is open, and takes what is wanted. */
async function take(page: Page, wanted: Locator): Promise<void> {
  await expect(wanted).toBeVisible()
  for (let press = 0; press < 20; press += 1) {
    if ((await wanted.getAttribute('data-highlighted')) !== null) break
    await page.keyboard.press('ArrowDown')
  }
  await page.keyboard.press('Enter')
  await expect(wanted).toBeHidden()
}

/** Finds a job by its kind in the box of the first page of administrators, the arrows leading to it, and opens it. */
export async function openFoundJob(page: Page, kind: string, { admin, jobs }: Words): Promise<void> {
  await page.keyboard.press('f')
  await page.keyboard.type(kind)
  const found = page.getByRole('region', { name: admin.found.jobs }).getByRole('link').first()
  await expect(found).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await expect(found).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: jobs.attempts, exact: true })).toBeVisible()
}

/** Fills in the page that signs in, where the first field has the focus. */
export async function signInByKeyboard(page: Page, person: Person, words: Words): Promise<void> {
  await expect(page.getByLabel(words.accounts.email, { exact: true })).toBeFocused()
  await page.keyboard.type(person.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(person.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: words.library.title, exact: true })).toBeAttached()
}
