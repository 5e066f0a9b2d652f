import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import type { Words } from './words.ts'

const example = join(import.meta.dirname, '../examples/first-paper.pdf')

/** A shared library of the person’s with the example paper in it, read. @returns the address of the paper’s page */
export async function sharePaper(page: Page, address: string): Promise<{ libraryId: string; paper: string }> {
  const { id: libraryId } = await (
    await page.request.post(`${address}/api/libraries`, { data: { name: 'Lab' } })
  ).json()
  const file = { name: 'first-paper.pdf', mimeType: 'application/pdf', buffer: readFileSync(example) }
  const taken = await page.request.post(`${address}/api/imports?libraryId=${libraryId}`, {
    multipart: { files: file },
  })
  const { entries } = await taken.json()
  const paperId: string = entries[0].paperId
  await untilRead(page, address, paperId)
  return { libraryId, paper: `${address}/papers/${paperId}` }
}

export async function untilRead(page: Page, address: string, paperId: string): Promise<void> {
  await expect(async () => {
    const { files } = await (await page.request.get(`${address}/api/papers/${paperId}`)).json()
    expect(files[0].state).toBe('read')
  }).toPass({ timeout: 60_000 })
}

/** Selects words on the page as a drag over them does. They may stand on several lines, not in several columns. */
export async function selectWords(page: Page, from: string, to: string): Promise<void> {
  await expect(page.locator('.textLayer', { hasText: from }).first()).toBeVisible()
  await page.evaluate(
    ([first, last]) => {
      const texts: Text[] = []
      for (const layer of document.querySelectorAll('.textLayer')) {
        const walk = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT)
        for (let node = walk.nextNode(); node !== null; node = walk.nextNode())
          if (node instanceof Text) texts.push(node)
      }
      const begin = texts.find(({ data }) => data.includes(first))
      const rest = begin === undefined ? [] : texts.slice(texts.indexOf(begin))
      const end = rest.find(({ data }) => data.includes(last))
      if (begin === undefined || end === undefined) throw new Error(`${first} … ${last} is not on the page`)
      document
        .getSelection()
        ?.setBaseAndExtent(begin, begin.data.indexOf(first), end, end.data.indexOf(last) + last.length)
    },
    [from, to] as const,
  )
}

/** The words under each highlight on the drawn pages, without spaces, in the order of the pages. */
export async function wordsUnder(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const boxes = Map.groupBy(
      document.querySelectorAll<HTMLElement>('[data-highlight]'),
      (box) => box.dataset.highlight ?? '',
    )
    return [...boxes.values()].map((lines) => {
      let words = ''
      const layer = lines[0]?.closest('[data-page]')?.querySelector('.textLayer')
      if (!layer) return words
      const walk = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT)
      const letter = document.createRange()
      for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
        for (let at = 0; at < (node.nodeValue?.length ?? 0); at++) {
          letter.setStart(node, at)
          letter.setEnd(node, at + 1)
          const { left, width, top, height } = letter.getBoundingClientRect()
          const isUnder = lines.some((line) => {
            const box = line.getBoundingClientRect()
            const [x, y] = [left + width / 2, top + height / 2]
            return x > box.left && x < box.right && y > box.top && y < box.bottom
          })
          if (isUnder) words += node.nodeValue?.[at] ?? ''
        }
      }
      return words.replaceAll(/\s/g, '')
    })
  })
}

/** Opens the list of highlights beside the paper. */
export async function openHighlights(page: Page, words: Words): Promise<void> {
  await page.getByRole('tab', { name: words.highlights.title }).click()
}
