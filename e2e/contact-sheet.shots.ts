import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { twoPapers } from './sample-files.ts'
import { shoot } from './shoot.ts'
import { ann, dropFiles, makeAccount, paperRows, seogoOfThisFile } from './steps.ts'
import { type Language, localeOf, type Words, wordsIn } from './words.ts'

/** Two records of one paper, and one entry without a title. */
function bibliography(): string {
  const entry = (key: string, year: number) =>
    `@article{${key}, title={창고 조명의 조용한 일정 관리}, author={김, 철수}, journal={정보과학회논문지}, year={${year}}}`
  const path = join(mkdtempSync(join(tmpdir(), 'seogo-shots-')), 'refs.bib')
  writeFileSync(path, `${entry('kim2020', 2020)}\n${entry('kim2021', 2021)}\n@book{none, year={2001}}\n`)
  return path
}

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ locale: localeOf[language] })
    const seogo = seogoOfThisFile()
    const words: Words = wordsIn[language]

    test(`every screen in ${language}`, async ({ page }) => {
      await page.goto(`${seogo().address}/sign-in`)
      await expect(page.getByRole('heading', { name: words.accounts.signInTitle })).toBeVisible()
      await shoot(page, language, '01-sign-in')
      await page.goto(seogo().ownerLink)
      await expect(page.getByRole('heading', { name: words.accounts.linkTitle.claim })).toBeVisible()
      await shoot(page, language, '02-first-run')
      await makeAccount(page, seogo().ownerLink, ann, words)
      await expect(page.getByText(words.library.emptyLibrary)).toBeVisible()
      await shoot(page, language, '03-library-empty')

      const papers = await twoPapers()
      await dropFiles(
        page,
        papers.map(({ path }) => path),
      )
      await expect(page.getByText(words.imports.summary(2, 0, 0))).toBeVisible()
      await expect(paperRows(page, words)).toHaveCount(2)
      for (const { title } of papers) {
        await expect(page.getByRole('link', { name: title }).first()).toBeVisible({ timeout: 60_000 })
      }
      await page.keyboard.press('j')
      await shoot(page, language, '04-library')
      await page.keyboard.press('?')
      await expect(page.getByRole('dialog')).toBeVisible()
      await shoot(page, language, '05-shortcuts')
      await page.keyboard.press('Escape')
      await page.keyboard.press('ControlOrMeta+k')
      await expect(page.getByRole('dialog')).toBeVisible()
      await shoot(page, language, '06-commands')
      await page.keyboard.press('Escape')

      await page.getByRole('link', { name: papers[1].title }).first().click()
      await expect(page.getByRole('button', { name: words.analysis.ask, exact: true })).toBeVisible()
      await expect(page.locator('[data-page] canvas').first()).toBeVisible()
      await shoot(page, language, '07-paper')
      await page.getByRole('button', { name: words.analysis.ask, exact: true }).click()
      await expect(page.getByText(words.analysis.states.answered, { exact: true })).toBeVisible({
        timeout: 60_000,
      })
      await shoot(page, language, '08-paper-analysed')
      await page.getByTitle(words.analysis.showPassage(1)).first().click()
      await expect(page.getByRole('img', { name: words.papers.markedPassage })).toBeVisible()
      await shoot(page, language, '09-passage')
      await page.getByRole('tab', { name: words.paperPage.details }).click()
      await shoot(page, language, '10-details')
      await page.getByRole('button', { name: words.kept.keep }).click()
      await expect(page.getByRole('button', { name: words.kept.letGo })).toBeVisible({ timeout: 30_000 })
      await page.getByRole('tab', { name: words.paperPage.analysis }).click()
      await page.getByRole('link', { name: words.paperPage.printAnalysis }).click()
      await expect(page.getByRole('button', { name: words.paperPage.print, exact: true })).toBeVisible()
      await shoot(page, language, '10-print')
      await page.goto(`${seogo().address}/kept`)
      await expect(page.getByRole('list', { name: words.kept.list })).toBeVisible()
      await shoot(page, language, '10-kept')
      await page.goto(`${seogo().address}/share`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await shoot(page, language, '10-share')
      await page.goto(`${seogo().address}/jobs`)
      await shoot(page, language, '11-jobs')
      await page.getByRole('link', { name: words.jobs.timeline, exact: true }).first().click()
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      await shoot(page, language, '11-job')
      await page.goto(`${seogo().address}/settings`)
      await shoot(page, language, '12-settings')
      await page.goto(`${seogo().address}/nowhere`)
      await shoot(page, language, '13-nowhere')
      await page.goto(`${seogo().address}/jobs/all`)
      await shoot(page, language, '14-jobs-all')
      await page.goto(`${seogo().address}/jobs/house`)
      await shoot(page, language, '15-jobs-house')

      await page.goto(seogo().address)
      await dropFiles(page, [bibliography()])
      await page.getByRole('button', { name: words.imports.report, exact: true }).click({ timeout: 30_000 })
      await expect(page.getByRole('dialog').getByRole('listitem')).toHaveCount(3)
      await shoot(page, language, '16-import-report')
      await page.keyboard.press('Escape')
      await page.keyboard.press('a')
      const paste = page.getByLabel(words.imports.paste, { exact: true })
      await paste.fill('10.1145/361573.361582\n9780131103627\n김철수, 2020')
      await shoot(page, language, '17-add-papers')
      await page.keyboard.press('Escape')
      await page.goto(`${seogo().address}/duplicates`)
      const compare = page.getByRole('link', { name: words.duplicates.compare })
      await expect(compare.first()).toBeVisible({ timeout: 30_000 })
      await shoot(page, language, '18-duplicates')
      await compare.first().click()
      await expect(page.getByRole('group').first()).toBeVisible()
      await shoot(page, language, '19-merge')
    })
  })
}
