import type { UserTx } from '#platform/database/transactions.ts'
import type { Condition } from '../contract/query-condition.ts'
import { type QueryPart, readQuery } from '../contract/query-line.ts'
import type { QueryFault } from '../contract/query-words.ts'
import type { PaperFilter } from '../contract.ts'
import type { ListFilter, SearchWords } from './filter-queries.ts'
import { findSpellings, knownCollections, knownTags } from './search-queries.ts'

/** A word of a question that no paper has, and those that were looked for beside it. */
export type Respelt = { readonly word: string; readonly meant: readonly string[] }

/** A filter as the list's statements take it, and what was made of its question. */
export type ReadFilter = {
  readonly filter: ListFilter
  readonly faults: readonly QueryFault[]
  readonly respelt: readonly Respelt[]
}

// A bar parts spellings within the index's language, and quote_literal() writes a backslash in a way that no tsquery reads;
// control signs and halves of letters are of no word.
const plain = (text: string) =>
  text
    .replaceAll(/[\p{Cc}|\\]/gu, ' ')
    .toWellFormed()
    .normalize('NFC')

/** The parts that are searched for in the index. */
function textsOf(parts: readonly QueryPart[], wanted: 'word' | 'phrase' | 'excluded'): string[] {
  return parts.flatMap((part) => {
    if (part.kind === 'condition' || (part.negated ? 'excluded' : part.kind) !== wanted) return []
    const text = plain(part.text).trim()
    return text === '' ? [] : [text]
  })
}

// "few-shot" is two words; what has a figure in it may be an identifier, and stays whole.
const piecesOf = (word: string) =>
  /\d/.test(word) ? [word] : word.split(/[^\p{L}\p{N}\p{M}]+/u).filter((piece) => piece !== '')

/** The words with the other spellings of those that no paper has. */
function spelt(words: readonly string[], respelt: readonly Respelt[]): string {
  const meantBy = new Map(respelt.map(({ word, meant }) => [word, meant]))
  return words.map((word) => [word, ...(meantBy.get(word.toLowerCase()) ?? [])].join('|')).join(' ')
}

type Said = Extract<QueryPart, { kind: 'condition' }>

/** Tags and collections that are not there: everything else would be hidden by a slip of the finger. */
async function faultsOfNames(tx: UserTx, said: readonly Said[], question: string): Promise<QueryFault[]> {
  const unknown = async (
    field: 'tag' | 'collection',
    code: 'unknown_tag' | 'unknown_collection',
    knownOf: typeof knownTags,
  ): Promise<QueryFault[]> => {
    const named = said.flatMap(({ condition, from, to }) =>
      condition.field === field ? [{ names: [condition.value].flat(), from, to }] : [],
    )
    if (named.length === 0) return []
    const known = await knownOf(
      tx,
      named.flatMap(({ names }) => names),
    )
    return named
      .filter(({ names }) => !names.some((name) => known.has(name.toLowerCase())))
      .map(({ from, to }) => ({ code, from, to, text: question.slice(from, to) }))
  }
  return [
    ...(await unknown('tag', 'unknown_tag', knownTags)),
    ...(await unknown('collection', 'unknown_collection', knownCollections)),
  ]
}

/** Reads a filter's question: words, phrases and conditions, with the spellings that may have been meant. */
export async function readFilter(tx: UserTx, { q = '', ...filter }: PaperFilter): Promise<ReadFilter> {
  const { parts, faults } = readQuery(q.toWellFormed())
  const said = parts.filter((part) => part.kind === 'condition')
  const words = textsOf(parts, 'word').flatMap(piecesOf)
  const phrases = textsOf(parts, 'phrase')
  const without = textsOf(parts, 'excluded')
  const { respelt, isWhole } =
    words.length === 0 ? { respelt: [], isWhole: false } : await findSpellings(tx, words)
  const nameFaults = await faultsOfNames(tx, said, q)
  const isGone = ({ from }: Said) => nameFaults.some((fault) => fault.from === from)
  // An unfinished last word may be completed, unless a blank was typed behind it or it is a frequent word by itself.
  const tail = isWhole || /\s$/u.test(q) ? ' ' : ''
  return {
    filter: {
      ...filter,
      words:
        words.length === 0 && phrases.length === 0
          ? undefined
          : { given: `${spelt(words, respelt)}${tail}`, phrases, without },
      without: words.length === 0 && phrases.length === 0 ? without : [],
      said: said
        .filter((part) => !isGone(part))
        .map(({ condition, negated }): { condition: Condition; negated: boolean } => ({
          condition,
          negated,
        })),
    },
    faults: [...faults, ...nameFaults].toSorted((one, other) => one.from - other.from),
    respelt,
  }
}

/** The words and phrases of a question, with the spellings that may have been meant; undefined when it has none. */
export async function readQuestion(tx: UserTx, q: string): Promise<SearchWords | undefined> {
  return (await readFilter(tx, { q })).filter.words
}
