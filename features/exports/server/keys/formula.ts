import type { CslItem } from '#contract/csl.ts'
import { cleanKey } from './fold-letters.ts'
import { filters, sources } from './formula-parts.ts'
import type { Subject } from './formula-words.ts'

/** What stands where no formula was set: Better BibTeX's own default (its documentation, "Citation keys", 2026). */
export const defaultFormula = 'auth.lower + shorttitle(3,3) + year'

/** What may be wrong with a formula; the screen has words for each. */
export type FormulaFault =
  | 'empty'
  | 'unknown_name'
  | 'unknown_filter'
  | 'unclosed'
  | 'bad_number'
  | 'too_many_numbers'
  | 'unexpected'

/** A formula that cannot be read: where, counted in characters from 0, why, and the text it is about. */
export class BadFormula extends Error {
  override readonly name = 'BadFormula'
  readonly fault: FormulaFault
  readonly at: number
  readonly found: string

  constructor(fault: FormulaFault, at: number, found: string) {
    super(`${fault} at ${at}: ${found}`)
    this.fault = fault
    this.at = at
    this.found = found
  }
}

type Part = (subject: Subject) => string

/** Makes the key of a record, without a suffix; never empty. */
export type KeyMaker = (item: CslItem) => string

/**
 * Reads a formula: alternatives parted by `|`, each of parts joined by `+`; a part is a name or a text in quotes, with
 * numbers in brackets and filters behind points. The first alternative of whose parts none is empty counts, else the last.
 * @throws BadFormula
 */
export function readFormula(formula: string, folds: boolean): KeyMaker {
  const reader = new FormulaReader(formula)
  const alternatives = reader.read()
  return (item) => {
    const subject = { item, folds }
    let key = ''
    for (const parts of alternatives) {
      const texts = parts.map((part) => part(subject))
      key = cleanKey(texts.join('')).slice(0, 150)
      if (key !== '' && texts.every((text) => text !== '')) return key
    }
    return key === '' ? 'untitled' : key
  }
}

class FormulaReader {
  private readonly text: string
  private position = 0

  constructor(text: string) {
    this.text = text
  }

  read(): Part[][] {
    const alternatives = [[this.part()]]
    for (;;) {
      this.space()
      const sign = this.text[this.position]
      if (sign === undefined) return alternatives
      if (sign !== '+' && sign !== '|') throw this.fault('unexpected', this.position, sign)
      this.position += 1
      const part = this.part()
      if (sign === '|') alternatives.push([part])
      else alternatives.at(-1)?.push(part)
    }
  }

  private part(): Part {
    this.space()
    const sign = this.text[this.position]
    if (sign === undefined) throw this.fault('empty', this.position, '')
    let part = sign === '"' || sign === "'" ? this.quoted(sign) : this.named()
    while (this.text[this.position] === '.') part = this.filtered(part)
    return part
  }

  private quoted(quote: string): Part {
    const end = this.text.indexOf(quote, this.position + 1)
    if (end === -1) throw this.fault('unclosed', this.position, this.text.slice(this.position))
    const words = this.text.slice(this.position + 1, end)
    this.position = end + 1
    return () => words
  }

  private named(): Part {
    const start = this.position
    const [all = '', word = '', digits = ''] = this.match(/([a-zA-Z]+)(\d*)/y) ?? []
    if (all === '') throw this.fault('unexpected', start, this.text[start] ?? '')
    const name = word.toLowerCase()
    const source = Object.hasOwn(sources, name) ? sources[name] : undefined
    // `auth3` is the short form of `auth(3)`.
    if (source === undefined || (digits !== '' && name !== 'auth'))
      throw this.fault('unknown_name', start, all)
    const numbers = digits === '' ? this.numbers(source.numbers) : [Number(digits)]
    return (subject) => source.read(subject, numbers)
  }

  private filtered(part: Part): Part {
    this.position += 1
    const start = this.position
    const [all = ''] = this.match(/[a-zA-Z]+/y) ?? []
    const name = all.toLowerCase()
    const filter = Object.hasOwn(filters, name) ? filters[name] : undefined
    if (filter === undefined) throw this.fault('unknown_filter', start, all || (this.text[start] ?? ''))
    return (subject) => filter(part(subject), subject)
  }

  private numbers(most: number): number[] {
    if (this.text[this.position] !== '(') return []
    const start = this.position
    const end = this.text.indexOf(')', start)
    if (end === -1) throw this.fault('unclosed', start, this.text.slice(start))
    const given = this.text.slice(start + 1, end).trim()
    this.position = end + 1
    const numbers = given === '' ? [] : given.split(',').map((text) => text.trim())
    if (numbers.some((text) => !/^\d{1,3}$/.test(text))) throw this.fault('bad_number', start + 1, given)
    if (numbers.length > most) throw this.fault('too_many_numbers', start + 1, given)
    return numbers.map(Number)
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.position
    const found = pattern.exec(this.text)
    if (found !== null) this.position += found[0].length
    return found
  }

  private space(): void {
    this.match(/\s+/y)
  }

  private fault(fault: FormulaFault, at: number, found: string): BadFormula {
    return new BadFormula(fault, at, found.slice(0, 40))
  }
}
