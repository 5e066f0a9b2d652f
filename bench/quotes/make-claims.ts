import { type Paper, type PrintedSentence, pick, type TestedClaim } from './claims.ts'
import { disturbances, scanBadly } from './disturb.ts'
import { fabrications } from './fabricate.ts'

type Random = () => number

// Of each kind from each paper: some forty kinds and twenty papers make some two thousand claims.
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
    return [
      ...makeGenuine(paper, own, random),
      ...makeOf('in a badly read scan', own, random, disturbances['on one line, hyphenation joined'], scan),
      ...makeFabricated(paper, own, random, others),
      ...makeFabricated(scan, own, random, others).map((claim) => ({
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
  others: readonly PrintedSentence[],
): TestedClaim[] {
  const text = plain(paper.pages.map((page) => page.text).join('\n'))
  const words = [...new Set(text.match(/\p{L}{4,12}/gu))]
  return Object.entries(fabrications).flatMap(([kind, fabricate]) =>
    chosen(own, random, perPaper, (sentence) => {
      const made = fabricate(sentence, random, { words, text, others })
      // What stands in the paper elsewhere is no invention.
      if (made === undefined || timesIn(text, made) > (kind === 'begun after its negation' ? 1 : 0))
        return undefined
      return random() < 0.5 ? made : disturbed(made, random)
    }).map((quote) => ({ paper, kind, quote, isGenuine: false })),
  )
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
