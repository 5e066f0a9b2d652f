import { countCues, cuesOf, type Topic, topics } from './cues.ts'
import type { Sentence } from './sentences.ts'

/** A sentence with what was counted about it. */
export type RankedSentence = Sentence & {
  /** 0 to 1, see `rankSentences`. */
  readonly rank: number
  readonly terms: readonly string[]
}

const abstractSentencesMax = 8
const summarySentences = 5
// Sentences that share more than half of the smaller one's words say the same.
const sameThingShare = 0.5

/** The paper's abstract when it has one, else its highest-ranked sentences that do not repeat each other; in reading order. */
export function chooseSummary(sentences: readonly RankedSentence[]): RankedSentence[] {
  const abstract = chooseAbstract(sentences)
  if (abstract.length > 0) return abstract
  const chosen: RankedSentence[] = []
  const inText = sentences.filter(({ section }) => section !== 'front')
  const candidates = inText.length > 0 ? inText : sentences
  for (const candidate of candidates.toSorted((a, b) => b.rank - a.rank)) {
    if (chosen.length >= summarySentences) break
    if (chosen.every((other) => sharedTerms(candidate, other) < sameThingShare)) chosen.push(candidate)
  }
  return sentences.filter((sentence) => chosen.includes(sentence))
}

// A Korean paper often has an English abstract too: the one in the language of the paper comes first.
function chooseAbstract(sentences: readonly RankedSentence[]): RankedSentence[] {
  const abstract = sentences.filter(({ section }) => section === 'abstract')
  const korean = abstract.filter(({ text }) => isKorean(text))
  const paperIsKorean = sentences.filter(({ text }) => isKorean(text)).length > sentences.length / 2
  const inPaperLanguage = paperIsKorean && korean.length > 0 ? korean : abstract
  return inPaperLanguage.slice(0, abstractSentencesMax)
}

function isKorean(text: string): boolean {
  return (text.match(/\p{Script=Hangul}/gu)?.length ?? 0) > text.length / 4
}

function sharedTerms(left: RankedSentence, right: RankedSentence): number {
  const known = new Set(right.terms)
  const shared = left.terms.filter((term) => known.has(term)).length
  return shared / Math.max(1, Math.min(left.terms.length, right.terms.length))
}

/**
 * Sorts sentences under the topics whose cue phrases they carry; each stands under one topic only. Cue phrases count
 * most, then the right section, then the rank.
 */
export function chooseByTopic(sentences: readonly RankedSentence[]): Record<Topic, RankedSentence[]> {
  const scored: Record<Topic, { sentence: RankedSentence; score: number }[]> = {
    researchQuestion: [],
    methods: [],
    data: [],
    findings: [],
    limitations: [],
    contributions: [],
  }
  for (const sentence of sentences) {
    // Other people's work is told in the same words.
    if (sentence.section === 'background' || sentence.section === 'front') continue
    const best = topics
      .map((topic) => ({ topic, score: scoreFor(topic, sentence) }))
      .reduce((left, right) => (right.score > left.score ? right : left))
    if (best.score > 0) scored[best.topic].push({ sentence, score: best.score })
  }
  const top = (topic: Topic) => {
    const best = scored[topic].toSorted((a, b) => b.score - a.score).slice(0, cuesOf[topic].limit)
    const chosen = new Set(best.map(({ sentence }) => sentence))
    return sentences.filter((sentence) => chosen.has(sentence))
  }
  return {
    researchQuestion: top('researchQuestion'),
    methods: top('methods'),
    data: top('data'),
    findings: top('findings'),
    limitations: top('limitations'),
    contributions: top('contributions'),
  }
}

function isOpening({ section }: RankedSentence): boolean {
  return section === 'abstract' || section === 'introduction'
}

const aboutOwnWork = /\b(?:we|our|this (?:paper|work|study|article))\b|본 (?:연구|논문)/i

function scoreFor(topic: Topic, sentence: RankedSentence): number {
  const cues = countCues(topic, sentence.text)
  if (cues === 0) return 0
  // An introduction tells what others cannot do.
  if (topic === 'limitations' && sentence.section === 'introduction' && !aboutOwnWork.test(sentence.text))
    return 0
  // Later on, each chapter and appendix has an aim of its own.
  if (topic === 'researchQuestion' && sentence.page > 3 && !isOpening(sentence)) return 0
  const inSection = cuesOf[topic].sections.includes(sentence.section) ? 0.6 : 0
  // A finding without a number is often a promise of one.
  const withNumber = topic === 'findings' && /\d/.test(sentence.text) ? 0.3 : 0
  return 1 + 0.3 * (Math.min(cues, 3) - 1) + inSection + withNumber + 0.5 * sentence.rank
}
