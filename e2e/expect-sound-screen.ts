import { expect, type Page } from '@playwright/test'
import { foreignWords } from './foreign-words.ts'
import type { Language } from './words.ts'

/** Text that a program wrote where a person's words belong. */
const programWords = [
  String.raw`\bundefined\b|\bNaN\b|\[object \w+\]|Invalid Date`,
  // A placeholder nobody filled, a key nobody translated.
  String.raw`\{[a-z]\w*\}|\$\{`,
  String.raw`^(?!.*\.(?:pdf|bib|ris|csl|json|txt|xml|nbib|zip|tex|org|com|net|edu|kr)$)[a-z][A-Za-z]+(?:\.[a-z][A-Za-z]+)+$`,
]

/**
 * The screen as it stands reads right: nothing runs out of the page or is cut off without a sign, no text is a program's, and
 * no word is of the other language (as far as Seogo's own words can tell; what people wrote may be in any).
 */
export async function expectSoundScreen(page: Page, language: Language, screen: string): Promise<void> {
  const found = await page.evaluate(findUnsound, { programWords, foreign: foreignWords(language) })
  const size = page.viewportSize()
  expect.soft(found, `${screen}, ${language}, ${size?.width ?? 0} px`).toEqual([])
}

interface Wanted {
  programWords: string[]
  foreign: { whole: string[]; patterns: string[] }
}

/** Runs in the page, so it takes nothing from around it. */
function findUnsound({ programWords, foreign }: Wanted): string[] {
  const found = new Set<string>()
  const short = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text)
  const whole = new Set(foreign.whole)
  const patterns = foreign.patterns.map((pattern) => new RegExp(pattern, 'u'))
  const program = programWords.map((pattern) => new RegExp(pattern, 'u'))

  const isShown = (element: Element) => {
    const { width, height } = element.getBoundingClientRect()
    return (
      width > 1 && height > 1 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    )
  }
  const judgeWords = (text: string, element: Element) => {
    const said = text.trim()
    // What is not prose (addresses, keys, code) and what says itself to be of another language is nobody's mistake.
    if (said === '' || element.closest('code,pre,kbd,samp,.textLayer,[data-untranslated]') !== null) return
    const isMarked = element.closest('[lang]') !== document.documentElement
    if (program.some((pattern) => pattern.test(said))) found.add(`a program's words: ${short(said)}`)
    if (isMarked) return
    if (whole.has(said) || patterns.some((pattern) => pattern.test(said))) {
      found.add(`the other language: ${short(said)}`)
    }
  }
  /** Whether the cut is said by an ellipsis, or the whole text is a tooltip. */
  const isSaid = (from: Element, upTo: Element) => {
    for (let at: Element | null = from; at !== null; at = at.parentElement) {
      const style = getComputedStyle(at)
      if (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') return true
      if (at.hasAttribute('title')) return true
      if (at === upTo) return false
    }
    return false
  }
  const judgeCut = (node: Text, element: Element) => {
    const range = document.createRange()
    range.selectNodeContents(node)
    const box = range.getBoundingClientRect()
    for (let at: Element | null = element; at !== null && at !== document.body; at = at.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(at)
      const scrolls = [overflowX, overflowY].some((value) => value === 'auto' || value === 'scroll')
      if (scrolls) return
      if (overflowX !== 'hidden' && overflowX !== 'clip') continue
      const frame = at.getBoundingClientRect()
      // For screen readers only.
      if (frame.width <= 1) return
      const isCut = box.right > frame.right + 2 || box.left < frame.left - 2 || box.bottom > frame.bottom + 3
      if (isCut && !isSaid(element, at)) found.add(`cut off: ${short(node.data.trim())}`)
      if (isCut) return
    }
  }

  const root = document.scrollingElement ?? document.documentElement
  if (root.scrollWidth > root.clientWidth + 1) {
    found.add(`wider than the page by ${root.scrollWidth - root.clientWidth} px`)
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    const element = node.parentElement
    if (!(node instanceof Text) || element === null || node.data.trim() === '' || !isShown(element)) continue
    if (element.closest('script,style,noscript') !== null) continue
    judgeWords(node.data, element)
    if (element.closest('.textLayer,.sr-only') === null) judgeCut(node, element)
  }
  for (const element of document.querySelectorAll('[title],[aria-label],[placeholder],[alt]')) {
    if (!isShown(element)) continue
    for (const name of ['title', 'aria-label', 'placeholder', 'alt']) {
      judgeWords(element.getAttribute(name) ?? '', element)
    }
  }
  return [...found]
}
