import { asOneLine } from './claims.ts'
import type { Fabrication } from './fabricate.ts'

const negation = /^(?:not|never|no|cannot)$/i
const condition = /^(?:if|unless|whether)$/i
const plainWord = /^[\p{L}-]+$/u
const joint = /^(?:and|but|or|yet|so|because|since|while|when|where|whereas|although|though|then|which|who)$/i
// Fewer words than this are hardly a claim.
const fewestWords = 8

const wordsOf = (printed: string) => asOneLine(printed).split(' ')

function from(words: readonly string[], at: number): string | undefined {
  return words.length - at < fewestWords ? undefined : words.slice(at).join(' ')
}

/** Words of a sentence as they stand in it, cut where they say something else alone. */
export const cuts: Readonly<Record<string, Fabrication>> = {
  'begun after its negation': ({ printed }) => {
    const words = wordsOf(printed)
    const at = words.findIndex((word) => negation.test(word))
    return at === -1 ? undefined : from(words, at + 1)
  },
  'begun a word or two after its negation': ({ printed }, random) => {
    const words = wordsOf(printed)
    const at = words.findIndex((word) => negation.test(word))
    const skipped = words.slice(at + 1, at + 2 + Math.floor(random() * 2))
    if (at === -1 || skipped.some((word) => !plainWord.test(word) || joint.test(word))) return undefined
    if (joint.test(words[at + 1 + skipped.length] ?? '')) return undefined
    return from(words, at + 1 + skipped.length)
  },
  'begun after a negated "that"': ({ printed }) => {
    const line = asOneLine(printed)
    const after = /(?<!\p{L})(?:not|no|never|cannot)(?: [\p{L}-]+){0,3} that (.+)/iu.exec(line)?.[1]
    return after === undefined ? undefined : from(after.split(' '), 0)
  },
  'begun after its condition': ({ printed }) => {
    const words = wordsOf(printed)
    const at = words.findIndex((word) => condition.test(word))
    return at === -1 ? undefined : from(words, at + 1)
  },
  'ended before its negation': ({ printed }) => {
    const words = wordsOf(printed)
    const at = words.findIndex((word) => negation.test(word))
    return at < fewestWords || !plainWord.test(words[at - 1] ?? '') ? undefined : words.slice(0, at).join(' ')
  },
  'begun inside a number': ({ printed }) => {
    const after = /\d[.,](\d.*)/u.exec(asOneLine(printed))?.[1]
    return after === undefined ? undefined : from(after.split(' '), 0)
  },
  'ended inside a number': ({ printed }) => {
    const before = /^(.*\d)[.,]\d/u.exec(asOneLine(printed))?.[1]
    return before === undefined || before.split(' ').length < fewestWords ? undefined : before
  },
}
