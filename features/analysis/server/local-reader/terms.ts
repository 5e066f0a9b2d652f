import type { Breathe } from './breather.ts'
import type { Sentence } from './sentences.ts'
import { koreanStopWords, stopWords } from './stop-words.ts'

// Particles, longest first: "에서는" must go before "는".
const particles = [
  '에서는 에서의 으로써 으로서 으로는 에게서 이라는 이라고 에서 에게 으로 이나 라는 라고 부터 까지 보다 처럼 만큼 마다',
  '조차 밖에 와의 과의 로서 로써 은 는 이 가 을 를 의 에 와 과 도 만 로',
]
  .join(' ')
  .split(' ')
// Verbs and adjectives in their usual forms; a key term is a noun.
const predicate =
  /(?:하다|한다|하였다|했다|하며|하고|하여|하는|하지|할|한|되다|된다|되었다|됐다|되어|되는|된|됨|함|있다|있는|없다|이다|으며|였다|었다|았다|는다|않다|않는|않았다|적인|적으로|스러운)$/
const hangulWord = /^\p{Script=Hangul}+$/u

/** Takes Korean particles off, having seen which stems the paper uses. */
export type StemKorean = (word: string) => string

/**
 * Learns from all words of a paper. A particle is taken off only when its stem is also seen alone or with another
 * particle, so that "전문가" does not become "전문".
 */
export function learnStems(words: Iterable<string>): StemKorean {
  const endingsOf = new Map<string, Set<string>>()
  const remember = (stem: string, ending: string) => {
    const endings = endingsOf.get(stem)
    if (endings === undefined) endingsOf.set(stem, new Set([ending]))
    else endings.add(ending)
  }
  for (const word of words) {
    if (!hangulWord.test(word)) continue
    remember(word, '')
    for (const particle of particles)
      if (word.length >= particle.length + 2 && word.endsWith(particle))
        remember(word.slice(0, -particle.length), particle)
  }
  return (word) => {
    if (!hangulWord.test(word)) return word
    for (const particle of particles) {
      const stem = word.slice(0, -particle.length)
      if (stem.length >= 2 && word.endsWith(particle) && (endingsOf.get(stem)?.size ?? 0) >= 2) return stem
    }
    return word
  }
}

/** Words of a text in order, lower case; everything else separates. */
export function toWords(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)*/gu) ?? []
}

/** @returns the word as counted, or undefined when it says nothing about the subject. */
export function toTerm(word: string, stem: StemKorean): string | undefined {
  if (/\p{Script=Hangul}/u.test(word)) {
    const term = stem(word)
    return term.length < 2 || koreanStopWords.has(term) || predicate.test(term) ? undefined : term
  }
  if (word.length < 3 || stopWords.has(word) || /^[\p{N}-]+$/u.test(word)) return undefined
  return word.length > 4 && word.endsWith('s') && !/(?:ss|us|is)$/.test(word) ? word.slice(0, -1) : word
}

type Candidate = { count: number; words: number; inAbstract: boolean; forms: Map<string, number> }

/**
 * Key phrases of one to three words, most telling first: how often a run of words stands between words that say
 * nothing, weighted for length (after RAKE, Rose et al. 2010) and for standing in the abstract.
 */
export async function findKeyTerms(
  sentences: readonly Sentence[],
  stem: StemKorean,
  breathe: Breathe,
): Promise<string[]> {
  const candidates = new Map<string, Candidate>()
  for (const sentence of sentences) {
    await breathe()
    for (const phrase of sentence.text.split(/[^\p{L}\p{N}\s'’-]+|\s-\s/u))
      countRuns(toRuns(phrase, stem), sentence.section === 'abstract', candidates)
  }
  const countMin = sentences.length < 60 ? 2 : 3
  const scored = [...candidates.values()]
    .filter(({ count, words }) => count >= (words === 1 ? countMin + 1 : countMin))
    .map((candidate) => ({
      form: commonest(candidate.forms),
      score: candidate.count * candidate.words ** 1.3 * (candidate.inAbstract ? 1.5 : 1),
    }))
    .sort((a, b) => b.score - a.score)

  const chosen: string[] = []
  for (const { form } of scored) {
    if (chosen.length >= 12) break
    const lower = form.toLowerCase()
    if (form.length > 60) continue
    if (chosen.every((other) => !other.toLowerCase().includes(lower) && !lower.includes(other.toLowerCase())))
      chosen.push(form)
  }
  return chosen
}

type Word = { readonly term: string; readonly printed: string }

/** Runs of telling words without a stop word between. */
function toRuns(phrase: string, stem: StemKorean): Word[][] {
  const runs: Word[][] = [[]]
  for (const printed of phrase.match(/[\p{L}\p{N}]+(?:[-'’][\p{L}\p{N}]+)*/gu) ?? []) {
    const term = toTerm(printed.toLowerCase(), stem)
    if (term === undefined) runs.push([])
    else runs.at(-1)?.push({ term, printed: hangulWord.test(printed) ? term : printed })
  }
  return runs
}

function countRuns(runs: readonly Word[][], inAbstract: boolean, candidates: Map<string, Candidate>): void {
  for (const run of runs)
    for (let from = 0; from < run.length; from++)
      for (let words = 1; words <= 3 && from + words <= run.length; words++) {
        const part = run.slice(from, from + words)
        const key = part.map(({ term }) => term).join(' ')
        const printed = part.map((word) => word.printed).join(' ')
        let candidate = candidates.get(key)
        if (candidate === undefined) {
          candidate = { count: 0, words, inAbstract: false, forms: new Map() }
          candidates.set(key, candidate)
        }
        candidate.count++
        candidate.inAbstract ||= inAbstract
        candidate.forms.set(printed, (candidate.forms.get(printed) ?? 0) + 1)
      }
}

function commonest(forms: ReadonlyMap<string, number>): string {
  let best = ''
  let bestCount = 0
  for (const [form, count] of forms)
    if (count > bestCount) {
      best = form
      bestCount = count
    }
  return best
}
