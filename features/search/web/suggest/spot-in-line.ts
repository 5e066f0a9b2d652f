import { fieldNamed, type QueryField } from '#features/papers/contract.ts'

/** What is being written at the caret, and where it stands in the line. */
export type Spot =
  | { readonly kind: 'words'; readonly run: Stretch; readonly last: Stretch }
  | { readonly kind: 'value'; readonly field: QueryField; readonly value: Stretch }
  /** Within a phrase, which says exactly what it means. */
  | { readonly kind: 'none' }

/** A stretch of the line that a choice takes the place of. */
export type Stretch = { readonly text: string; readonly from: number; readonly to: number }

const quotes = /["“”„＂]/gu
// Longer runs begin no title that anybody types out.
const longestRun = 12

/** The known field that a token names, and where its value begins. */
function fieldOf(token: string): { field: QueryField; valueAt: number } | undefined {
  const named = /^[-−－]?([\p{L}_]{1,20})[:：]/u.exec(token)
  const field = named?.[1] === undefined ? undefined : fieldNamed(named[1])
  return named === null || field === undefined ? undefined : { field, valueAt: named[0].length }
}

const isPlain = (token: string) =>
  token !== '' && !/^[-−－]/u.test(token) && token.search(quotes) < 0 && fieldOf(token) === undefined

/** The words before the caret that belong together, back to a condition, an exclusion or a phrase. */
function runOf(head: string): Stretch {
  let from = head.length
  for (let count = 0; count < longestRun; count += 1) {
    const before = head.slice(0, from).trimEnd()
    const start = before.search(/\S+$/u)
    if (start < 0 || !isPlain(before.slice(start))) break
    from = start
  }
  return { text: head.slice(from), from, to: head.length }
}

/** What a person is writing in a line, by the letters before the caret. */
export function spotIn(line: string, caret: number): Spot {
  const head = line.slice(0, caret)
  const marks = [...head.matchAll(quotes)]
  const opened = marks.length % 2 === 1 ? marks.at(-1)?.index : undefined
  const start = Math.max(0, head.slice(0, opened ?? caret).search(/\S*$/u))
  const found = fieldOf(head.slice(start))
  if (found === undefined) {
    const last = { text: head.slice(start), from: start, to: caret }
    if (opened !== undefined || !(last.text === '' || isPlain(last.text))) return { kind: 'none' }
    return { kind: 'words', run: runOf(head), last }
  }
  const from = start + found.valueAt
  const text = head.slice(from).replace(quotes, '')
  // Behind a quote that is closed the value is finished.
  if (opened === undefined && text !== head.slice(from)) return { kind: 'none' }
  return { kind: 'value', field: found.field, value: { text, from, to: caret } }
}

/** The line with something else in a stretch of it, and the caret behind that. */
export function rewrite(line: string, { from, to }: Stretch, text: string): { line: string; caret: number } {
  const rest = line.slice(to)
  // The quote that the browser's person had closed already belongs to what is replaced.
  const behind = /^["“”„＂]/u.test(rest) && text.includes('"') ? rest.slice(1) : rest
  return { line: `${line.slice(0, from)}${text}${behind}`, caret: from + text.length }
}
