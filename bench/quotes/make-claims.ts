import { type Paper, type PrintedSentence, pick, type TestedClaim } from './claims.ts'
import { cuts } from './cut.ts'
import { disturbances, scanBadly } from './disturb.ts'
import { fabrications, looks, type Vocabulary } from './fabricate.ts'

type Random = () => number

// Of each kind from each paper: some fifty kinds and twenty papers make some three thousand claims.
const perPaper = 3

/** Genuine and fabricated quotes of all papers, of every kind as many as the papers offer places for. */
export function makeClaims(
  sentences: ReadonlyMap<Paper, readonly PrintedSentence[]>,
  random: Random,
): TestedClaim[] {
  const all = [...sentences.values()].flat()
  return [...sentences].flatMap(([paper, own]) => {
    const others = all.filter((sentence) => sentence.paper !== paper)
    if (own.length < 4 || others.length === 0) return []
    const scan = {
      ...paper,
      pages: paper.pages.map((page) => ({ ...page, text: scanBadly(page.text, random) })),
    }
    const lookAlikes = lookAlikesOf(paper)
    return [
      ...makeGenuine(paper, own, random),
      ...makeOf('in a badly read scan', own, random, disturbances['on one line, hyphenation joined'], scan),
      ...makeFabricated(paper, own, random, { others, lookAlikes }),
      ...makeFabricated(scan, own, random, { others, lookAlikes }).map((claim) => ({
        ...claim,
        kind: `${claim.kind}, in a bad scan`,
      })),
    ]
  })
}

function makeGenuine(paper: Paper, own: readonly PrintedSentence[], random: Random): TestedClaim[] {
  return Object.entries(disturbances).flatMap(([kind, disturb]) => makeOf(kind, own, random, disturb, paper))
}

function makeOf(
  kind: string,
  own: readonly PrintedSentence[],
  random: Random,
  disturb: ((sentence: PrintedSentence, random: Random) => string | undefined) | undefined,
  paper: Paper,
): TestedClaim[] {
  return chosen(own, random, perPaper, (sentence) => disturb?.(sentence, random)).map((quote) => ({
    paper,
    kind,
    quote,
    isGenuine: true,
  }))
}

function makeFabricated(
  paper: Paper,
  own: readonly PrintedSentence[],
  random: Random,
  { others, lookAlikes }: { others: readonly PrintedSentence[]; lookAlikes: Vocabulary['lookAlikes'] },
): TestedClaim[] {
  const printed = paper.pages.map((page) => page.text).join('\n')
  const text = plain(printed)
  const words = [...new Set(wordsOf(printed))]
  return Object.entries({ ...fabrications, ...cuts }).flatMap(([kind, fabricate]) =>
    chosen(own, random, perPaper, (sentence) => {
      const made = fabricate(sentence, random, { words, lookAlikes, text, others })
      // What stands in the paper elsewhere is no invention.
      if (made === undefined || timesIn(text, made) > (kind in cuts ? 1 : 0)) return undefined
      return random() < 0.5 ? made : disturbed(made, random)
    }).map((quote) => ({ paper, kind, quote, isGenuine: false })),
  )
}

const wordsOf = (text: string) => text.toLowerCase().match(/(?<!\p{L})\p{L}{2,14}(?!\p{L})/gu) ?? []

/** A word that stands in a paper once or twice may be another one misread by who scanned it; those used more are its own. */
function lookAlikesOf(paper: Paper): Vocabulary['lookAlikes'] {
  const used = Map.groupBy(wordsOf(paper.pages.map((page) => page.text).join('\n')), (word) => word)
  const often = [...used].filter(([, places]) => places.length > 2).map(([word]) => word)
  return Map.groupBy(often, looks)
}

/** The results for so many sentences picked at random, of those that give one. */
function chosen(
  own: readonly PrintedSentence[],
  random: Random,
  count: number,
  make: (sentence: PrintedSentence) => string | undefined,
): string[] {
  const results = new Set<string>()
  for (let tries = 0; results.size < count && tries < count * 60; tries += 1) {
    const made = make(pick(own, random))
    if (made !== undefined) results.add(made)
  }
  return [...results]
}

const alsoDone = [
  'ligatures drawn',
  'quotation marks around',
  'lines broken elsewhere',
  'words hyphenated elsewhere',
  'spaces doubled, some not breaking',
  'decomposed letters',
] as const

function disturbed(quote: string, random: Random): string {
  const disturb = disturbances[pick(alsoDone, random)]
  const sentence = { printed: quote, page: 1, start: 0, end: quote.length, paper: { name: '', pages: [] } }
  return disturb?.(sentence, random) ?? quote
}

/** How often words stand in a text, whatever ends them. */
function timesIn(text: string, made: string): number {
  return text.split(plain(made).replace(/[.,;:]+$/, '')).length - 1
}

function plain(text: string): string {
  return text
    .replace(/[-\u00ad]\s*\n\s*/g, '')
    .replace(/[\s"'“”’-]+/g, '')
    .toLowerCase()
}
