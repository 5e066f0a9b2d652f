import { execFileSync, spawnSync } from 'node:child_process'

/** In PDF points from the upper left corner of the page. */
export type Box = {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}
type WordBox = Box & { readonly word: string }

export function isPopplerThere(): boolean {
  return spawnSync('pdftotext', ['-v']).status === 0
}

/** The lines of a sentence as poppler finds them, when it reads just these words one after the other, once on the page. */
export function findLines(path: string, page: number, printed: string): Box[] | undefined {
  const words = findWords(wordsOf(path, page), printed)
  return words && toLines(words)
}

const read = new Map<string, WordBox[]>()

function wordsOf(path: string, page: number): WordBox[] {
  const key = `${page} ${path}`
  const known = read.get(key)
  if (known) return known
  const args = ['-bbox', '-f', String(page), '-l', String(page), path, '-']
  const xml = execFileSync('pdftotext', args, {
    encoding: 'utf8',
    maxBuffer: 64_000_000,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const words = [
    ...xml.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)</g),
  ].map(([, left, top, right, bottom, word = '']) => ({
    word: plain(word.replace(/&\w+;/g, '')),
    left: Number(left),
    top: Number(top),
    right: Number(right),
    bottom: Number(bottom),
  }))
  read.set(key, words)
  return words
}

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** The boxes of a sentence's words, when poppler reads just these words one after the other, once on the page. */
function findWords(words: readonly WordBox[], printed: string): WordBox[] | undefined {
  const wanted = plain(printed)
  const lettered = words.filter(({ word }) => word !== '')
  const starts: number[] = []
  let all = ''
  for (const { word } of lettered) {
    starts.push(all.length)
    all += word
  }
  const from = all.indexOf(wanted)
  if (from === -1 || all.indexOf(wanted, from + 1) !== -1) return undefined
  const first = starts.indexOf(from)
  const last = starts.findIndex(
    (start, at) => start + (lettered[at]?.word.length ?? 0) === from + wanted.length,
  )
  return first === -1 || last === -1 ? undefined : lettered.slice(first, last + 1)
}

/** Words of one line as one box. */
function toLines(words: readonly WordBox[]): Box[] {
  const lines: Box[] = []
  for (const { word: _, ...box } of words) {
    const last = lines.at(-1)
    const isSameLine =
      last !== undefined &&
      box.left > last.left &&
      Math.abs(middleOf(box) - middleOf(last)) < (last.bottom - last.top) / 2
    if (isSameLine)
      lines[lines.length - 1] = {
        left: last.left,
        right: Math.max(last.right, box.right),
        top: Math.min(last.top, box.top),
        bottom: Math.max(last.bottom, box.bottom),
      }
    else lines.push(box)
  }
  return lines
}

const middleOf = (box: Box) => (box.top + box.bottom) / 2
