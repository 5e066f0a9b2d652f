import type { Block } from './blocks.ts'
import { namesIn, namesInLine } from './person-names.ts'
import { isBodyHeading } from './printed-phrases.ts'
import type { SeenLine, SeenSegment } from './seen-lines.ts'
import type { Vocabulary } from './vocabulary.ts'

export type FoundAuthors = { names: string[]; confidence: number }

type Named = ReturnType<typeof namesInLine>[number] & { y: number }

const maxLinesBelow = 40
const maxLinesAbove = 6

/** The people named between the title and the body of its page, or right above the title. */
export function authorsAround(
  title: Block,
  page: SeenLine[],
  vocabulary: Vocabulary,
): FoundAuthors | undefined {
  const below = authorsIn(linesBelow(title, page), vocabulary)
  return below ?? authorsIn(linesAbove(title, page), vocabulary)
}

function linesBelow(title: Block, page: SeenLine[]): SeenLine[] {
  const last = title.lines.at(-1)
  if (last === undefined) return []
  const own = new Set(title.lines)
  const following = visualOrder(page.filter((line) => line.y < last.y - 1 && !own.has(line)))
  const region: SeenLine[] = []
  for (const [index, line] of following.entries()) {
    if (isBodyHeading(line.text) || index >= maxLinesBelow) break
    if (isProse(line) && (following[index + 1] === undefined || isProse(following[index + 1]))) break
    region.push(line)
  }
  return region
}

function linesAbove(title: Block, page: SeenLine[]): SeenLine[] {
  const [first] = title.lines
  if (first === undefined) return []
  const above = visualOrder(page.filter((line) => line.y > first.y + 1 && !title.lines.includes(line)))
  return above.slice(-maxLinesAbove).filter((line) => !isProse(line))
}

/** From top to bottom, and from left to right on one height. */
function visualOrder(lines: SeenLine[]): SeenLine[] {
  return [...lines].sort((a, b) => (Math.abs(a.y - b.y) < a.fontSize * 0.3 ? a.x - b.x : b.y - a.y))
}

function isProse(line: SeenLine | undefined): boolean {
  if (line === undefined) return false
  const words = line.text.split(' ')
  const small = words.filter((word) => /^\p{Ll}/u.test(word)).length
  return words.length >= 7 && small / words.length > 0.5
}

function authorsIn(region: SeenLine[], vocabulary: Vocabulary): FoundAuthors | undefined {
  const named = region.flatMap((line) =>
    namesInLine(line, vocabulary).map((found) => ({ ...found, y: line.y })),
  )
  const lead = named.find(isStrong) ?? named[0]
  if (lead === undefined) return undefined
  // Authors are set alike; a place or an institution that reads like a name is set otherwise.
  const alike = named.filter((found) => isSetLike(found.look, lead.look))
  const strong = alike.filter(isStrong)
  if (strong.length === 0)
    return { names: unique(alike.filter((found) => found.y === lead.y)), confidence: 0.3 }
  const accepted = alike.filter((found) => isStrong(found) || strong.some((other) => standNear(found, other)))
  return { names: unique(accepted), confidence: 0.5 + 0.4 * (strong.length / accepted.length) }
}

const isStrong = (found: Named) => found.strength === 'strong'

/** A weak name counts beside a strong one only. */
function standNear(weak: Named, strong: Named): boolean {
  return Math.abs(strong.y - weak.y) < weak.look.fontSize * 1.6
}

function isSetLike(look: SeenSegment, lead: SeenSegment): boolean {
  const ratio = look.fontSize / lead.fontSize
  return ratio > 0.93 && ratio < 1.08 && (look.bold === lead.bold || look.italic === lead.italic)
}

function unique(found: Named[]): string[] {
  return [...new Set(found.map((entry) => entry.name))]
}

/** The authors the file's dictionary names; taken only when it names whole people. */
export function authorsInMetadata(author: string | undefined, vocabulary: Vocabulary): string[] {
  if (author === undefined || /\bet al\b/i.test(author)) return []
  const pieces = author.includes(';') ? author.split(';') : [author]
  return pieces
    .map((piece) => piece.replace(/^\s*([^,]+),\s*([^,]+)\s*$/, author.includes(';') ? '$2 $1' : '$1, $2'))
    .flatMap((piece) => namesIn(piece, vocabulary))
    .map((found) => found.name)
}
