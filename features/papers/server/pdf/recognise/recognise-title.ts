import { type Block, groupLines } from './blocks.ts'
import { isAffiliation, namesInLine } from './person-names.ts'
import { isBannerText, isBodyHeading, isEmptyPhrase } from './printed-phrases.ts'
import { bodySize, isCapitals, type SeenLine } from './seen-lines.ts'
import type { Vocabulary } from './vocabulary.ts'

export type TitleCandidate = { block: Block; title: string; score: number }

export type TitleInput = { pages: SeenLine[][]; metadataTitle: string | undefined; vocabulary: Vocabulary }

/**
 * All blocks of the first pages that could be the title, the likeliest first. The score is a sum of what speaks for a
 * block (size, place, names below it, the dictionary's agreement) and against it (banner, institution, sentence); 3 and
 * more was right for 9 of 10 papers.
 */
export function titleCandidates(input: TitleInput): TitleCandidate[] {
  const body = bodySize(input.pages.flat())
  const blocks = input.pages.flatMap((lines) =>
    groupLines(lines, body, (line) => isNamesOnly(line.text, [line], input.vocabulary)),
  )
  const largest = input.pages.map((_, page) =>
    Math.max(
      0,
      ...blocks.filter((block) => block.page === page && isPossible(block)).map((block) => block.fontSize),
    ),
  )
  return blocks
    .filter(isPossible)
    .map((block) => {
      const context = { ...input, body, blocks, largestOnPage: largest[block.page] ?? 0 }
      return { block, title: titleOf(block, blocks, input.vocabulary), score: scoreOf(block, context) }
    })
    .sort((a, b) => b.score - a.score)
}

type Context = TitleInput & { body: number; blocks: Block[]; largestOnPage: number }

function isPossible(block: Block): boolean {
  const letters = block.text.replace(/[^\p{L}]/gu, '').length
  return letters >= 3 && block.text.length <= 400 && block.lines.length <= 7 && !isBodyHeading(block.text)
}

function scoreOf(block: Block, context: Context): number {
  return (
    scoreLook(block, context) +
    scoreWords(block, context) +
    scoreNeighbours(block, context) +
    scoreAgreement(block, context)
  )
}

function scoreLook(block: Block, { body, largestOnPage }: Context): number {
  const relative = body === 0 ? 1 : block.fontSize / body
  let score = Math.min(3, Math.max(-2, (relative - 1) * 4))
  if (block.fontSize >= largestOnPage * 0.97) score += 1
  if (relative < 1.2 && (block.bold || isCapitals(block.text))) score += 0.7
  if (block.height < 0.4) score -= 1.5
  else if (block.height > 0.55 && block.height < 0.95) score += 0.5
  return score - block.page * 0.8
}

function scoreWords(block: Block, { vocabulary }: Context): number {
  const words = block.text.split(' ').length
  const syllables = block.text.match(/[가-힣]/g)?.length ?? 0
  let score = (vocabulary.shareKnown(block.text) - 0.5) * 1.5
  if (words > 30 || block.text.length > 260) score -= 2.5
  else if (words >= 3 || syllables >= 6) score += 0.6
  else if (words === 1) score -= 0.5
  if (isBannerText(block.text)) score -= 3
  if (isAffiliation(block.text) && words < 12) score -= 1
  if (/^\d+(\.\d+)*\.?\s/.test(block.text) || /^[\p{Ll}(]/u.test(block.text)) score -= 1.5
  if (/[a-z]\.$/.test(block.text)) score -= 0.7
  if (isNamesOnly(block.text, block.lines, vocabulary)) score -= 2
  return score
}

function isNamesOnly(text: string, lines: SeenLine[], vocabulary: Vocabulary): boolean {
  const names = lines.flatMap((line) => namesInLine(line, vocabulary))
  const strong = names.filter((found) => found.strength === 'strong').map((found) => found.name)
  return strong.join('').length > text.replace(/\s/g, '').length * 0.6
}

const nearEm = 9

function scoreNeighbours(block: Block, { blocks, vocabulary }: Context): number {
  const last = block.lines.at(-1)
  if (last === undefined) return 0
  const below = blocks
    .filter((other) => other !== block && other.page === block.page)
    .flatMap((other) => other.lines)
    .filter((line) => line.y < last.y && last.y - line.y < nearEm * Math.max(block.fontSize, 10))
  const named = below.some((line) =>
    namesInLine(line, vocabulary).some((found) => found.strength === 'strong'),
  )
  const samePage = blocks.filter((other) => other.page === block.page)
  const beforeBody = samePage.some((other) => isBodyHeading(other.text) && other.height < block.height)
  return (named ? 1.2 : 0) + (beforeBody ? 0.4 : 0)
}

function scoreAgreement(block: Block, { blocks, metadataTitle }: Context): number {
  const text = comparable(block.text)
  const repeated = blocks.some(
    (other) => other.page !== block.page && text.length > 12 && comparable(other.text).includes(text),
  )
  const agrees = metadataTitle !== undefined && similarity(block.text, metadataTitle) > 0.6
  return (repeated ? 1.5 : 0) + (agrees ? 2 : 0)
}

function titleOf(block: Block, blocks: Block[], vocabulary: Vocabulary): string {
  const next = blocks[blocks.indexOf(block) + 1]
  // "Title:" on one line, the subtitle smaller on the next.
  const subtitle =
    block.text.endsWith(':') && next?.page === block.page && !isBodyHeading(next.text) ? ` ${next.text}` : ''
  const text = (block.text + subtitle)
    .replace(/[\s*∗†‡§¶]+$/u, '')
    .replace(/(\p{L})\s*\.$/u, '$1')
    // Some publishers' fonts draw the ligature "fi" as the character "#" or "ÿ".
    .replace(/(?<=\p{Ll})[#ÿ](?=\p{Ll})/gu, 'fi')
  return vocabulary.toOrdinaryCase(text)
}

/** The dictionary's title without the prefixes archives put before it, or undefined when it says nothing. */
export function usefulMetadataTitle(title: string | undefined): string | undefined {
  const bare = title
    ?.replace(/^\[[^\]]*\]\s*/, '')
    .replace(/^Microsoft (?:Word|PowerPoint) - /i, '')
    .replace(/\s+/g, ' ')
    .trim()
  return bare === undefined || isEmptyPhrase(bare) || isBannerText(bare) ? undefined : bare
}

/**
 * Of a title as the page's text layer has it and as the dictionary has it, the better one. They differ by a word or two
 * after optical recognition; the body of the paper tells which word is meant.
 */
export function betterSpelling(fromPage: string, fromMetadata: string, vocabulary: Vocabulary): string {
  const support = (text: string, other: string) => {
    const common = new Set(wordsOf(other))
    const own = wordsOf(text).filter((word) => !common.has(word))
    return own.length === 0
      ? 0
      : Math.min(...own.map((word) => vocabulary.count(word.replace(/[^\p{L}]/gu, '') || word)))
  }
  const pageOnly = wordsOf(fromPage).filter((word) => !wordsOf(fromMetadata).includes(word))
  if (pageOnly.length === 0 || pageOnly.length > 2 || similarity(fromPage, fromMetadata) < 0.75)
    return fromPage
  return support(fromMetadata, fromPage) > support(fromPage, fromMetadata) ? fromMetadata : fromPage
}

function comparable(text: string): string {
  return wordsOf(text).join(' ')
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
}

/** Share of common words, 0 to 1. */
export function similarity(a: string, b: string): number {
  const [first, second] = [new Set(wordsOf(a)), new Set(wordsOf(b))]
  const common = [...first].filter((word) => second.has(word)).length
  return common / Math.max(first.size, second.size, 1)
}
