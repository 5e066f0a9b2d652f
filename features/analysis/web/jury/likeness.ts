const words = /\p{Script=Hangul}+|[\p{L}\p{N}]+(?:[.,]\p{N}+)*/gu
const hangul = /\p{Script=Hangul}/u
const empty = new Set(
  'the a an of to in on for and or is are was were be been by with that this these those it its as at from we our they their can paper authors study 본 연구 논문 이 그 및'.split(
    ' ',
  ),
)

/** What two texts are compared by: words without their endings, in Korean pairs of syllables. */
export function termsOf(text: string): ReadonlySet<string> {
  const terms = new Set<string>()
  for (const [word] of text.normalize('NFC').toLowerCase().matchAll(words)) {
    if (empty.has(word)) continue
    if (!hangul.test(word)) terms.add(word.length > 5 ? word.replace(/(?:ing|ed|es|s|ly)$/, '') : word)
    else for (let at = 0; at + 1 < word.length; at += 1) terms.add(word.slice(at, at + 2))
  }
  return terms
}

/** How much of the shorter text the longer one holds, times how alike they are in length: 0 to 1. */
export function likenessOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (one.size === 0 || other.size === 0) return 0
  let shared = 0
  for (const term of one) if (other.has(term)) shared += 1
  return shared / Math.sqrt(one.size * other.size)
}

const negation =
  /(?<!\p{L})(?:no|not|never|none|neither|nor|cannot|without|fail(?:s|ed)? to|\p{L}+n['’]t|insignificant|unable|lacks?)(?!\p{L})|않|아니|못|없/iu

/** Whether a statement denies something. */
export function denies(text: string): boolean {
  return negation.test(text)
}

const up =
  /(?<!\p{L})(?:increas\p{L}*|higher|more|larger|greater|faster|better|improv\p{L}*|rais\p{L}*|rises?|rose|gains?|outperform\p{L}*|positive\p{L}*)(?!\p{L})|증가|높|향상|개선|빠르|상승/iu
const down =
  /(?<!\p{L})(?:decreas\p{L}*|lower|less|fewer|smaller|slower|worse|reduc\p{L}*|declin\p{L}*|drops?|fell|falls|underperform\p{L}*|negative\p{L}*)(?!\p{L})|감소|낮|저하|악화|느리|하락/iu

/** Which way a statement says it goes; undefined when it says none or both. */
export function directionOf(text: string): 'up' | 'down' | undefined {
  const [rises, falls] = [up.test(text), down.test(text)]
  return rises === falls ? undefined : rises ? 'up' : 'down'
}
