import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const schemes = ['light', 'dark'] as const
// Between the schemes only colours differ; all the other rules would read the same document again.
const schemeRules = ['color-contrast', 'link-in-text-block']

/** WCAG 2.2 A and AA in both themes, on the screen as it stands. */
export async function expectNoViolation(page: Page, screen: string): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // Colours measured in the middle of a transition are nobody's.
    await page.waitForFunction(() =>
      document.getAnimations().every(({ playState }) => playState !== 'running'),
    )
    // One document without frames of other origins: no second page needs to be opened to put the results together.
    // Of what is well, only one element of each rule is described.
    const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] })
    const { violations } = await (colorScheme === 'light'
      ? axe.withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      : axe.withRules(schemeRules)
    ).analyze()
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, html, any }) =>
          `${id}: ${target.join(' ')} ${html} ${any.map(({ message }) => message).join('; ')}`,
      ),
    )
    expect.soft(found, `${screen}, ${colorScheme}`).toEqual([])
  }
}
