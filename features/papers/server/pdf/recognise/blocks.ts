import { isBodyHeading } from './printed-phrases.ts'
import { isCapitals, type SeenLine } from './seen-lines.ts'

/** Lines that belong together by size, weight and distance. */
export type Block = {
  lines: SeenLine[]
  text: string
  fontSize: number
  bold: boolean
  page: number
  height: number
}

const maxLineDistanceEm = 1.9
const maxBlockLines = 8

/** Groups a page's lines, in the order of the file, into headings and paragraphs. */
export function groupLines(
  lines: SeenLine[],
  bodyFontSize: number,
  isNames: (line: SeenLine) => boolean,
): Block[] {
  const groups: SeenLine[][] = []
  for (const line of lines) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group !== undefined && last !== undefined && belongTogether(last, line, { bodyFontSize, isNames }))
      group.push(line)
    else groups.push([line])
  }
  return groups.map(toBlock)
}

type Grouping = { bodyFontSize: number; isNames: (line: SeenLine) => boolean }

function belongTogether(above: SeenLine, below: SeenLine, { bodyFontSize, isNames }: Grouping): boolean {
  const ratio = below.fontSize / above.fontSize
  if (above.page !== below.page || ratio < 0.93 || ratio > 1.08) return false
  const distance = above.y - below.y
  if (distance <= 0 || distance > maxLineDistanceEm * above.fontSize) return false
  const overlap = Math.min(above.x + above.width, below.x + below.width) - Math.max(above.x, below.x)
  if (overlap <= 0 || isBodyHeading(below.text) || isBodyHeading(above.text)) return false
  // In the size of the text, only weight, capitals and the names below it tell a title from what follows.
  const isText = above.fontSize < bodyFontSize * 1.15
  if (isText && (above.bold !== below.bold || isCapitals(above.text) !== isCapitals(below.text))) return false
  if (isText && isNames(above) !== isNames(below)) return false
  return above.segments.length === 1 || below.segments.length === 1 || !isText
}

function toBlock(lines: SeenLine[]): Block {
  const [first] = lines
  if (first === undefined) throw new Error('a block has at least one line')
  return {
    lines,
    text: joinLines(lines.slice(0, maxBlockLines).map((line) => line.text)),
    fontSize: first.fontSize,
    bold: lines.every((line) => line.bold),
    page: first.page,
    height: first.height,
  }
}

/** Lines as one text; a word cut at the end of a line is made whole, a compound keeps its hyphen. */
export function joinLines(lines: string[]): string {
  return lines
    .join('\n')
    .replace(/(\p{Ll})[-‐]\n(\p{Ll})/gu, '$1$2')
    .replace(/([-‐])\n/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
}
