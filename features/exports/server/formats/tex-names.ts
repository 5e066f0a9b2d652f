import { type CslName, isOthers } from '#contract/csl.ts'
import { toTex } from './tex-characters.ts'

/** Names as BibTeX parts them: "von Last, Jr, First", joined by "and"; what is no person in braces (BibTeXing, §4). */
export function namesToTex(names: readonly CslName[], ascii: boolean): string {
  return names.map((name) => nameToTex(name, ascii)).join(' and ')
}

function nameToTex(name: CslName, ascii: boolean): string {
  if (isOthers(name)) return 'others'
  if (name.literal !== undefined) return `{${toTex(name.literal, ascii)}}`
  const { family = '', given = '', suffix = '' } = name
  if (family === '') return `{${toTex(given, ascii)}}`
  const particles = [name['dropping-particle'], name['non-dropping-particle']].filter(
    (each) => each !== undefined,
  )
  const last = [...particles, part(family, ascii)].filter((each) => each !== '').join(' ')
  if (given === '' && suffix === '') return /\s/.test(last) ? `{${last}}` : last
  return [last, ...(suffix === '' ? [] : [part(suffix, ascii)]), part(given, ascii)].join(', ')
}

/** A comma or an "and" within a part would part it again. */
function part(text: string, ascii: boolean): string {
  const tex = toTex(text, ascii)
  return /,|\sand\s/i.test(text) ? `{${tex}}` : tex
}
