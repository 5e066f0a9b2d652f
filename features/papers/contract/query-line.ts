import type { Condition } from './query-condition.ts'
import { readCondition } from './query-condition.ts'
import { fieldNames, type QueryFault, type QueryField, queryField } from './query-words.ts'

/** One part of a question, and where it stands in it (UTF-16 offsets). */
export type QueryPart = { readonly from: number; readonly to: number; readonly negated: boolean } & (
  | { readonly kind: 'word' | 'phrase'; readonly text: string }
  | { readonly kind: 'condition'; readonly condition: Condition }
)

export type Query = { readonly parts: readonly QueryPart[]; readonly faults: readonly QueryFault[] }

/** More parts than this are no question; the rest is told and left out. */
export const mostParts = 40

const fieldOf = new Map<string, QueryField>(
  queryField.options.flatMap((field) =>
    [...fieldNames.en[field], ...fieldNames.ko[field]].map((name) => [name, field] as const),
  ),
)

/** The field of this name, in either language. */
export const fieldNamed = (name: string): QueryField | undefined =>
  fieldOf.get(name.normalize('NFC').toLowerCase())

const openers = '"“”„＂'
const closers = '"“”„＂'
// The signs that a Korean keyboard gives for a colon and a minus.
const colons = ':：'
const minuses = '-−－'

type Scan = { readonly text: string; at: number; readonly faults: QueryFault[] }

const isBlank = (letter: string | undefined) => letter === undefined || /\s/u.test(letter)

/** What stands in quotes from `at` on; the quote that is not closed runs to the end. */
function readQuoted(scan: Scan): string {
  const start = scan.at
  scan.at += 1
  const from = scan.at
  while (scan.at < scan.text.length && !closers.includes(scan.text.charAt(scan.at))) scan.at += 1
  const text = scan.text.slice(from, scan.at)
  if (scan.at < scan.text.length) scan.at += 1
  else scan.faults.push({ code: 'unclosed_quote', from: start, to: scan.at, text: scan.text.slice(start) })
  return text
}

function readBare(scan: Scan): string {
  const from = scan.at
  while (!isBlank(scan.text[scan.at])) scan.at += 1
  return scan.text.slice(from, scan.at)
}

/** Values parted by commas, each in quotation marks or up to a blank: what is quoted holds its commas. */
function readValues(scan: Scan): string[] {
  const values: string[] = []
  for (;;) {
    if (openers.includes(scan.text[scan.at] ?? ' ')) {
      values.push(readQuoted(scan))
      // Letters right behind the closing mark are of no value.
      if (scan.text[scan.at] !== ',') return values
    } else {
      const from = scan.at
      while (!isBlank(scan.text[scan.at]) && scan.text[scan.at] !== ',') scan.at += 1
      values.push(scan.text.slice(from, scan.at))
      if (scan.text[scan.at] !== ',') return values
    }
    scan.at += 1
  }
}

/** The name before a colon, when one stands at `at` and something may follow it. */
function nameAt({ text, at }: Scan): string | undefined {
  const found = /^([\p{L}_]{1,20})[:：]/u.exec(text.slice(at, at + 22))
  // An address is no field.
  return found === null || text.startsWith('//', at + found[0].length) ? undefined : found[1]
}

/** Words before which a colon means nothing: they say what identifier follows. */
const identifierNames = new Set(['doi', 'arxiv', 'pmid', 'pmcid', 'isbn', 'http', 'https'])

function readPart(scan: Scan): QueryPart | undefined {
  const from = scan.at
  const negated = minuses.includes(scan.text.charAt(scan.at)) && !isBlank(scan.text[scan.at + 1])
  if (negated) scan.at += 1
  if (openers.includes(scan.text.charAt(scan.at))) {
    const text = readQuoted(scan).trim()
    return text === '' ? undefined : { kind: 'phrase', text, negated, from, to: scan.at }
  }
  const name = nameAt(scan)?.normalize('NFC').toLowerCase()
  const field = name === undefined ? undefined : fieldNamed(name)
  if (name === undefined || field === undefined) {
    const text = readBare(scan)
    // "Attention: a survey" is a title, and no field of this name.
    if (name === undefined || colons.includes(text.at(-1) ?? '') || identifierNames.has(name))
      return { kind: 'word', text, negated, from, to: scan.at }
    scan.faults.push({ code: 'unknown_field', from, to: scan.at, text: scan.text.slice(from, scan.at) })
    return { kind: 'word', text: text.replace(/^[^:：]+[:：]/u, ''), negated, from, to: scan.at }
  }
  scan.at += name.length
  // As it is written, it may be longer: a decomposed Hangul syllable takes three letters.
  while (!colons.includes(scan.text.charAt(scan.at))) scan.at += 1
  scan.at += 1
  const read = readCondition(field, readValues(scan))
  if ('code' in read) {
    scan.faults.push({ code: read.code, from, to: scan.at, text: scan.text.slice(from, scan.at) })
    return undefined
  }
  return { kind: 'condition', condition: read, negated, from, to: scan.at }
}

/**
 * Reads a question as it was typed: words, "phrases", `field:value`, each excluded by a minus before it. It never fails: what
 * cannot be read is told with its place, and the rest holds.
 */
export function readQuery(text: string): Query {
  const scan: Scan = { text, at: 0, faults: [] }
  const parts: QueryPart[] = []
  for (;;) {
    while (scan.at < text.length && isBlank(text[scan.at])) scan.at += 1
    if (scan.at >= text.length) break
    if (parts.length >= mostParts) {
      scan.faults.push({ code: 'too_many_parts', from: scan.at, to: text.length, text: text.slice(scan.at) })
      break
    }
    const part = readPart(scan)
    if (part !== undefined) parts.push(part)
  }
  return { parts, faults: scan.faults }
}
