import { joinPages, type PageText } from '#features/papers/server/papers.ts'
import { blankRunningLines } from '../page-text/running-lines.ts'
import type { Breathe } from './breather.ts'
import { isOtherHeading, type Section, toHeading } from './sections.ts'

export type Sentence = {
  /** As printed, line ends and ligatures aside. */
  readonly text: string
  /** Page it begins on. */
  readonly page: number
  readonly section: Section
}

export type ReadableText = {
  /** Sentences one can quote, in reading order, without references. */
  readonly sentences: readonly Sentence[]
  /** What the paper itself lists as its keywords. */
  readonly ownKeywords: readonly string[]
}

/** Puts lines together to sentences and drops what is none: headings, tables, formulas, captions, references. */
export async function splitSentences(pages: readonly PageText[], breathe: Breathe): Promise<ReadableText> {
  const blocks = toBlocks(pages)
  const words = new Set(pages.flatMap(({ text }) => text.toLowerCase().match(/[\p{L}-]+/gu) ?? []))
  const sentences: Sentence[] = []
  let ownKeywords: string[] = []
  for (const block of blocks) {
    await breathe()
    if (block.section === 'references' || block.section === 'thanks') continue
    const joined = joinLines(block, words)
    if (block.section === 'keywords') {
      if (ownKeywords.length === 0) ownKeywords = toKeywords(joined.text)
      continue
    }
    for (const { text, at } of cutSentences(joined.text)) {
      await breathe()
      if (isReadable(text)) sentences.push({ text, page: joined.pageAt(at), section: block.section })
    }
  }
  return { sentences, ownKeywords }
}

type Line = { readonly text: string; readonly page: number }
type Block = { readonly section: Section; readonly lines: Line[] }

const endsSentence = /[.!?。][)"'”’\]]*$/

function toBlocks(pages: readonly PageText[]): Block[] {
  const joined = joinPages(blankRunningLines(pages))
  let block: Block = { section: 'front', lines: [] }
  const blocks = [block]
  const open = (section: Section) => {
    block = { section, lines: [] }
    blocks.push(block)
  }

  let offset = 0
  let finished = true
  for (const raw of joined.text.split('\n')) {
    const text = raw.trim()
    const page = joined.pageAt(offset)
    offset += raw.length + 1
    const heading = toHeading(text)
    if (heading !== undefined) {
      open(heading.section)
      if (heading.rest !== '') block.lines.push({ text: heading.rest, page })
    } else if (finished && isOtherHeading(text)) {
      open(block.section === 'abstract' || block.section === 'front' ? 'body' : block.section)
    } else if (text === '') {
      // The blank of a page break or a figure does not end a sentence that goes on behind it.
      if (finished || block.section === 'keywords') open(afterBlank(block.section))
      continue
    } else {
      block.lines.push({ text, page })
    }
    finished = heading?.rest === '' || endsSentence.test(text)
  }
  return withoutFalseFront(blocks)
}

function afterBlank(section: Section): Section {
  return section === 'keywords' ? 'body' : section
}

// Without an abstract or an introduction nothing tells the front matter from the text.
function withoutFalseFront(blocks: Block[]): Block[] {
  const hasStart = blocks.some(({ section }) => section === 'abstract' || section === 'introduction')
  return hasStart
    ? blocks
    : blocks.map((block) => (block.section === 'front' ? { ...block, section: 'body' } : block))
}

const longestWord = 60

function joinLines({ lines }: Block, words: ReadonlySet<string>) {
  let text = ''
  const starts: { at: number; page: number }[] = []
  for (const line of lines) {
    const broken = /([\p{L}-]+)-$/u.exec(text.slice(-longestWord))
    const next = /^[\p{Ll}-]+/u.exec(line.text)?.[0]
    if (broken?.[1] !== undefined && next !== undefined) {
      if (!keepsHyphen(broken[1], next, words)) text = text.slice(0, -1)
    } else if (text !== '') {
      text += ' '
    }
    starts.push({ at: text.length, page: line.page })
    text += line.text.replace(/[\ufb00-\ufb06]/g, (ligature) => ligature.normalize('NFKC'))
  }
  // Asked in reading order, so one walk over the lines serves all sentences.
  let line = 0
  const pageAt = (at: number) => {
    while ((starts[line + 1]?.at ?? Number.POSITIVE_INFINITY) <= at) line++
    return starts[line]?.page ?? 1
  }
  return { text, pageAt }
}

// "transfor-/mation" stands elsewhere as "transformation", "well-/known" as "well-known".
function keepsHyphen(left: string, right: string, words: ReadonlySet<string>): boolean {
  const lastPart = left.toLowerCase().split('-').at(-1) ?? ''
  if (words.has(`${left}${right}`.toLowerCase()) || words.has(`${lastPart}${right}`)) return false
  return left.includes('-') || words.has(`${left}-${right}`.toLowerCase())
}

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })
const abbreviation = /(?<!\p{L})(?:et al|e\.g|i\.e|cf|vs|resp|approx|dr|prof|mrs?|viz)\.\s*$/iu
const beforeNumber = /(?<!\p{L})(?:figs?|eqs?|sect?|tab|refs?|nos?|vol|pp?|ca)\.\s*$/iu
const initial = /(?<![^\s(])\p{Lu}\.\s*$/u

function isCutTooEarly(segment: string, next: string): boolean {
  if (next === '') return false
  return (
    abbreviation.test(segment) ||
    initial.test(segment) ||
    (beforeNumber.test(segment) && /^[\d([]/.test(next))
  )
}

function* cutSentences(text: string): Generator<{ text: string; at: number }> {
  let from = 0
  for (const { segment, index } of segmenter.segment(text)) {
    const end = index + segment.length
    if (isCutTooEarly(segment, text.slice(end, end + 1))) continue
    yield { text: text.slice(from, end).replace(/\s+/g, ' ').trim(), at: from }
    from = end
  }
}

function toKeywords(text: string): string[] {
  const terms = text
    .replace(/\.$/, '')
    .split(/[,;·•|]/)
    .map((term) => term.replace(/\s+/g, ' ').trim())
  return terms.filter((term) => term.length >= 2 && term.length <= 60).slice(0, 12)
}

const functionWords =
  /(?<!\p{L})(?:the|of|and|to|in|is|are|was|were|that|than|this|we|for|with|by|on|at|it|as|be|can|not|from|have|has|der|die|das|und|ist|von|les?|des|et|est|que|los|las|del|es|uma?|il|di|che)(?!\p{L})/iu

// Addresses, program text, dot leaders, the publisher's small print.
const noProse =
  /https?:|www\.|[{}\\]|(?:\. ){3}|©|\b(?:copyright|all rights reserved|permission to (?:make|copy|reprint))\b/i

/** Whether a stretch reads like a sentence: not a table row, a formula, a list of names or letters without sense. */
export function isReadable(text: string): boolean {
  const hangul = (text.match(/\p{Script=Hangul}/gu) ?? []).length
  const letters = (text.match(/\p{L}/gu) ?? []).length
  const printed = text.replace(/\s/g, '').length
  const [shortest, longest, lettersMin] = hangul > letters / 3 ? [20, 300, 0.4] : [40, 450, 0.5]
  if (text.length < shortest || text.length > longest || letters / printed < lettersMin) return false
  if (noProse.test(text)) return false
  if (!endsSentence.test(text) || !/^["“‘'([]*[\p{Lu}\p{Lo}\p{N}]/u.test(text)) return false
  if (hangul > letters / 3) return true
  const latin = (text.match(/\p{Script=Latin}/gu) ?? []).length
  if (latin > letters / 2 && !functionWords.test(text)) return false
  const words = text.split(' ')
  const single = words.filter((word) => /^[\p{L}\p{N}]$/u.test(word) && !/^[aAI]$/.test(word)).length
  const capitalised = words.filter((word) => /^\p{Lu}/u.test(word)).length
  return single <= words.length * 0.15 && capitalised <= words.length * 0.45
}
