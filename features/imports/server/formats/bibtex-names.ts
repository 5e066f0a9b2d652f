import type { CslName } from '#contract/csl.ts'
import { nameInReadingOrder, nameWithComma, peopleInOneName, withOthersLast } from '#contract/person-names.ts'
import { texToText } from './tex-to-text.ts'

// A comma in braces is part of a name's part ("{Foo, Inc.}, Bar"); a character of private use keeps it from parting again.
const commaInBraces = '\ue0ff'

/**
 * The names of an `author` or `editor` field. Names are parted by "and" and commas outside of braces; a name wholly in
 * braces is an institution and stays in one piece (BibTeXing, Patashnik 1988, §4).
 */
export function bibtexNames(tex: string, preamble = ''): CslName[] {
  return withOthersLast(splitOutside(tex, /\s+and(?=\s)/iy).flatMap((name) => namesOf(name.trim(), preamble)))
}

function namesOf(tex: string, preamble: string): CslName[] {
  if (tex === '') return []
  if (isWhollyBraced(tex)) return literalOf(texToText(tex, preamble))
  const text = texToText(tex, preamble)
  const several = peopleInOneName(text)
  if (several !== undefined) return several
  if (/^(others|et\.? al\.?)$/i.test(text)) return literalOf('others')
  const extended = extendedName(tex, preamble)
  if (extended !== undefined) return [extended]
  const parts = splitOutside(tex, /,/y).map((part) => texToText(part, preamble))
  if (parts.length > 1) return present(nameWithComma(parts.map(hideCommas).join(', ')))
  const words = splitOutside(tex, /[\s~]+/y).map((word) => texToText(word, preamble))
  return present(nameInReadingOrder(words.filter((word) => word !== '')))
}

function hideCommas(part: string): string {
  return part.replaceAll(',', commaInBraces)
}

function present(name: CslName | undefined): CslName[] {
  if (name === undefined) return []
  const shown = Object.entries(name).map(([part, text]) => [part, text?.replaceAll(commaInBraces, ',')])
  const whole: CslName = Object.fromEntries(shown)
  return [whole]
}

function literalOf(literal: string): CslName[] {
  return literal === '' ? [] : [{ literal }]
}

/** BibLaTeX's `family=Gogh, given=Vincent, prefix=van` (biblatex manual 3.20, §2.3.3). */
function extendedName(tex: string, preamble: string): CslName | undefined {
  const parts = splitOutside(tex, /,/y).map((part) => /^\s*([a-z]+)(?:-i)?\s*=\s*(.*)$/is.exec(part))
  const values = new Map<string, string>()
  for (const part of parts) {
    if (part === null) return undefined
    values.set((part[1] ?? '').toLowerCase(), texToText(part[2] ?? '', preamble))
  }
  const family = values.get('family')
  if (family === undefined || family === '') return undefined
  const name: CslName = { family }
  const { given, prefix, suffix } = Object.fromEntries(values)
  if (given) name.given = given
  if (prefix) name['non-dropping-particle'] = prefix
  if (suffix) name.suffix = suffix
  return name
}

function isWhollyBraced(tex: string): boolean {
  if (!tex.startsWith('{') || !tex.endsWith('}')) return false
  let depth = 0
  for (let index = 0; index < tex.length; index += 1) {
    if (tex[index] === '\\') index += 1
    else if (tex[index] === '{') depth += 1
    else if (tex[index] === '}') depth -= 1
    if (depth === 0 && index < tex.length - 1) return false
  }
  return depth === 0 && !/^\{\s*\\/.test(tex)
}

/** @param separator sticky */
function splitOutside(tex: string, separator: RegExp): string[] {
  const parts: string[] = []
  let start = 0
  let depth = 0
  for (let index = 0; index < tex.length; index += 1) {
    const character = tex[index]
    if (character === '\\') {
      index += 1
      continue
    }
    if (character === '{') depth += 1
    else if (character === '}') depth -= 1
    if (depth !== 0) continue
    separator.lastIndex = index
    const found = separator.exec(tex)
    if (found === null) continue
    parts.push(tex.slice(start, index))
    index += found[0].length - 1
    start = index + 1
  }
  parts.push(tex.slice(start))
  return parts
}
