import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expectSoundScreen } from './expect-sound-screen.ts'
import type { Language } from './words.ts'

const folder = join(import.meta.dirname, '../test-results/shots')
const wide = { width: 1440, height: 900 }
export const sizes = [wide, { width: 768, height: 1024 }, { width: 390, height: 844 }]
export const schemes = ['light', 'dark'] as const

/**
 * Pictures of the screen as it stands, on a desk, a tablet and a phone, light and dark: `<screen>.<language>.<theme>.<width>.png` in
 * `test-results/shots`. Each width is read too: what runs out, is cut off or is in the wrong language makes the run red.
 * @param show brings the thing into view again, for what another width draws anew
 */
export async function shoot(
  page: Page,
  language: Language,
  screen: string,
  show?: () => Promise<void>,
): Promise<void> {
  mkdirSync(folder, { recursive: true })
  for (const size of sizes) {
    await page.setViewportSize(size)
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await show?.()
      // Fonts and pictures that the new size asked for.
      await page.waitForLoadState('networkidle')
      // Pages that are still being drawn: a canvas has the width of HTML’s default until it is.
      await page.waitForFunction(() =>
        [...document.querySelectorAll<HTMLCanvasElement>('[data-page] canvas')].every(
          ({ width }) => width !== 300,
        ),
      )
      // Colours in the middle of a change of theme are nobody's.
      await page.waitForFunction(() =>
        document.getAnimations().every(({ playState }) => playState !== 'running'),
      )
      await page.screenshot({ path: join(folder, `${screen}.${language}.${colorScheme}.${size.width}.png`) })
    }
    await expectSoundScreen(page, language, screen)
  }
  await page.setViewportSize(wide)
}
