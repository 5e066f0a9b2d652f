import type { PageText } from '#features/papers/server/papers.ts'
import { type Claim, type Coverage, type Findings, findings } from '../../contract.ts'
import { startBreathing } from './breather.ts'
import { chooseByTopic, chooseSummary, type RankedSentence } from './choose-claims.ts'
import { rankSentences } from './rank.ts'
import { type Sentence, splitSentences } from './sentences.ts'
import { findKeyTerms, learnStems, type StemKorean, toTerm, toWords } from './terms.ts'

export type LocalStage = 'sentences' | 'rank' | 'terms' | 'claims'

export type ReadLocallyOptions = {
  readonly signal?: AbortSignal
  /** Called when a stage begins, with how much of the whole is done, 0 to 100. */
  readonly onProgress?: (stage: LocalStage, percent: number) => void
  /** The library's own tags; those that stand in the paper are suggested first. */
  readonly libraryTags?: readonly string[]
}

export type LocalReading = {
  /** Never anything else: every claim is a sentence of the paper, chosen by counting. */
  readonly manner: 'extractive'
  /** `abstract`: the summary is the paper's own; `ranking`: put together from its highest-ranked sentences. */
  readonly summaryFrom: 'abstract' | 'ranking'
  readonly findings: Findings
  readonly coverage: Coverage
}

/** The pages hold no sentence one could quote: a scan without text recognition, or letters without sense. */
export class NoTextToRead extends Error {
  override readonly name = 'NoTextToRead'
  readonly code = 'no_text'

  constructor() {
    super('the pages hold no text that can be read')
  }
}

// Links between sentences grow with their square; a thousand are some forty pages. Later ones are still found by cues.
const rankedSentencesMax = 1000
const suggestedTagsMax = 6
const keyTermsMax = 10

/**
 * Reads a paper without key, network or model: its own abstract (or TextRank), sentences with the phrases by which
 * authors announce methods, findings and limits, and key phrases; English and Korean. Gives the event loop its turn
 * while it works.
 *
 * @throws NoTextToRead
 * @throws the signal's reason when aborted
 */
export async function readLocally(
  pages: readonly PageText[],
  options: ReadLocallyOptions = {},
): Promise<LocalReading> {
  const { signal, onProgress, libraryTags = [] } = options
  signal?.throwIfAborted()
  const breathe = startBreathing(signal)

  onProgress?.('sentences', 0)
  const { sentences, ownKeywords } = await splitSentences(pages, breathe)
  if (sentences.length === 0) throw new NoTextToRead()

  onProgress?.('rank', 30)
  const stem = learnStems(sentences.flatMap(({ text }) => toWords(text)))
  const ranked = await rank(sentences, stem, breathe)

  onProgress?.('terms', 70)
  const keyTerms = await collectKeyTerms(ownKeywords, sentences, stem, breathe)

  onProgress?.('claims', 90)
  const summary = chooseSummary(ranked)
  const chosen = chooseByTopic(ranked)
  const result = findings.parse({
    summary: summary.map(toClaim),
    researchQuestion: chosen.researchQuestion.map(toClaim)[0] ?? null,
    methods: chosen.methods.map(toClaim),
    data: chosen.data.map(toClaim),
    findings: chosen.findings.map((sentence) => ({ ...toClaim(sentence), numbers: [] })),
    limitations: chosen.limitations.map(toClaim),
    contributions: chosen.contributions.map(toClaim),
    keyTerms,
    suggestedTags: suggestTags(libraryTags, keyTerms, sentences),
  } satisfies Findings)
  signal?.throwIfAborted()
  onProgress?.('claims', 100)
  return {
    manner: 'extractive',
    summaryFrom: summary[0]?.section === 'abstract' ? 'abstract' : 'ranking',
    findings: result,
    coverage: { pageCount: pages.length, truncatedAtPage: null },
  }
}

async function rank(
  sentences: readonly Sentence[],
  stem: StemKorean,
  breathe: ReturnType<typeof startBreathing>,
): Promise<RankedSentence[]> {
  const terms = sentences.map(({ text }) => [
    ...new Set(toWords(text).flatMap((word) => toTerm(word, stem) ?? [])),
  ])
  const ranks = await rankSentences(terms.slice(0, rankedSentencesMax), breathe)
  return sentences.map((sentence, index) => ({
    ...sentence,
    rank: ranks[index] ?? 0,
    terms: terms[index] ?? [],
  }))
}

function toClaim({ text, page }: Sentence): Claim {
  return { text, quote: text, page }
}

/** The authors' own keywords first: nobody knows better what the paper is about. */
async function collectKeyTerms(
  ownKeywords: readonly string[],
  sentences: readonly Sentence[],
  stem: StemKorean,
  breathe: ReturnType<typeof startBreathing>,
): Promise<string[]> {
  const found = await findKeyTerms(sentences, stem, breathe)
  return withoutRepeats([...ownKeywords, ...found]).slice(0, keyTermsMax)
}

function suggestTags(
  libraryTags: readonly string[],
  keyTerms: readonly string[],
  sentences: readonly Sentence[],
): string[] {
  const text = sentences
    .map((sentence) => sentence.text)
    .join('\n')
    .toLowerCase()
  const standing = libraryTags
    .map((tag) => ({ tag, count: countWhole(text, tag.toLowerCase().trim()) }))
    .filter(({ count }) => count >= 2)
    .sort((a, b) => b.count - a.count)
    .map(({ tag }) => tag)
  return withoutRepeats([...standing, ...keyTerms]).slice(0, suggestedTagsMax)
}

function countWhole(text: string, tag: string): number {
  if (tag.length < 2 || tag.length > 120) return 0
  // A Korean noun carries its particle, so only its beginning is a word boundary.
  const end = /\p{Script=Hangul}$/u.test(tag) ? '' : '(?![\\p{L}\\p{N}])'
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${tag.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')}${end}`, 'gu')
  return text.match(pattern)?.length ?? 0
}

function withoutRepeats(terms: readonly string[]): string[] {
  const seen = new Set<string>()
  return terms.filter((term) => {
    const key = term.toLowerCase().normalize('NFC')
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
