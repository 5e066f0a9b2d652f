import type { RecognisedMetadata } from '../pdf-reading.ts'
import type { FirstPage } from './seen-lines.ts'

type YearCandidate = { year: number; score: number }

const yearInText = /(?<![\d.\-–/])((?:19|20)\d\d)(?![\d/]|[-–]\d|\.\d)/g

/**
 * The year the first pages print as the paper's own. The stamp of arXiv and the banner of the journal say it best; days
 * of receipt, of printing and of access say something else.
 */
export function recogniseYear(pages: FirstPage[], newestYear: number): RecognisedMetadata['year'] {
  const candidates = pages.slice(0, 2).flatMap((page, index) =>
    page.lines.flatMap((line, position) => {
      const nearEdge = position < 6 || position > page.lines.length - 12
      return yearsOf(line.text, newestYear).map((year) => ({
        year,
        score: scoreLine(line.text, line.upright) + scoreAbove(page, position) + (nearEdge ? 0.5 : 0) - index,
      }))
    }),
  )
  const best = candidates.reduce<YearCandidate | undefined>(
    (found, candidate) => (found === undefined || candidate.score > found.score ? candidate : found),
    undefined,
  )
  if (best === undefined || best.score < 1) return undefined
  const agreeing = candidates.filter(
    (candidate) => candidate.year === best.year && candidate.score >= 1,
  ).length
  return {
    value: best.year,
    confidence: Math.min(0.95, 0.4 + best.score * 0.1 + agreeing * 0.1),
    origin: 'page',
  }
}

// "Proceedings of the 20th VLDB Conference" on one line, "Santiago, Chile, 1994" on the next.
function scoreAbove(page: FirstPage, position: number): number {
  const above = page.lines[position - 1]
  return above === undefined ? 0 : Math.max(0, scoreLine(above.text, above.upright) / 2)
}

function yearsOf(text: string, newestYear: number): number[] {
  return [...text.matchAll(yearInText)].map((match) => Number(match[1])).filter((year) => year <= newestYear)
}

const signs: [RegExp, number][] = [
  [/^arxiv:/i, 5],
  [/\b(?:vol(?:ume)?\.?|no\.|number|issue|pp?\.|pages)\s*\d/i, 3],
  [/제\s*\d+\s*[권호]|학회지|논문지|\d{4}년/, 3],
  [
    /\b(?:proceedings|transactions|journal|conference|symposium|workshop|bulletin|communications|pvldb|annals)\b/i,
    2.5,
  ],
  [/\(\s*(?:19|20)\d\d\s*\)|\d+\s*\((?:19|20)\d\d\)/, 1.5],
  [/\b\d+\s*\((?:19|20)\d\d\)[\s,:]*\d+\s*[-–]\s*\d+/, 3],
  [/^(?:\S+\s){0,6}?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*\.?\s.*(?:19|20)\d\d/iu, 1],
  [/©|\bcopyright\b|\(c\)|\bc©/i, 2],
  [/\b(?:acm|ieee|kluwer|elsevier|springer|usenix)\b/i, 1],
  [
    /^\W*(?:\d{1,2}\W+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janvier|février|mars|avril|mai|juin|juillet|août)\p{L}*\.?\s*(?:\d{1,2}\s*(?:st|nd|rd|th)?\s*,?\s*)?(?:19|20)\d\d\W*$/iu,
    3,
  ],
  [/^\W*(?:19|20)\d\d\W*$/, 1.5],
  [/\b(?:received|accepted|revised|submitted|presented|접수|심사|수정)\b/i, -3],
  [/\b(?:accessed|downloaded|retrieved|printed|last modified|http)\b/i, -4],
  [/^\s*\[\d+\]|\bet al\b/i, -3],
  [/\b(?:grant|supported|award|contract|fellow)\b/i, -3],
]

function scoreLine(text: string, upright: boolean): number {
  const words = text.split(' ').length
  const prose = words > 9 && (text.match(/\b\p{Ll}{2,}/gu)?.length ?? 0) > words * 0.6
  const found = signs.filter(([sign]) => sign.test(text)).reduce((sum, [, weight]) => sum + weight, 0)
  return found + (upright ? 0 : 0.5) - (prose ? 2 : 0)
}
