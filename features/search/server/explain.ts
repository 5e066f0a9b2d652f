import type { z } from 'zod'
import { fileId, type PaperId, paperId } from '#contract/ids.ts'
import { readQuestion } from '#features/papers/server/papers.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import { type explain, type Match, matchField } from '../contract.ts'
import { findMatches, findWeights, type MatchRow } from './queries.ts'

const [start, end] = ['\u0002', '\u0003']
// A field that was found in many ways is told in the first of them.
const mostMatches = 6

/** A text with signs around what was found, as runs. */
function toRuns(snippet: string): Match['snippet'] {
  return snippet.split(start).flatMap((part, at) => {
    const [found, rest] = at === 0 ? ['', part] : [part.split(end)[0] ?? '', part.split(end)[1] ?? '']
    return [
      { text: found, isMatch: true },
      { text: rest, isMatch: false },
    ].filter(({ text }) => text !== '')
  })
}

function toMatch({ field, snippet, file_id, page }: MatchRow): Match {
  return {
    field: matchField.parse(field),
    snippet: toRuns(snippet),
    fileId: file_id === null ? null : fileId.parse(file_id),
    page,
  }
}

/** Why papers are found: the fields that hold the words, and what each word adds to the rank. */
export async function explainMatches(
  tx: UserTx,
  { q, paperIds }: z.output<typeof explain.query>,
): Promise<z.input<typeof explain.reply>> {
  const words = await readQuestion(tx, q)
  if (words === undefined) return { items: [] }
  const matches = await findMatches(tx, paperIds, words)
  const weights = await findWeights(tx, paperIds, words.given)
  const said = words.given.split(/\s+/u).filter((word) => word !== '')
  const itemOf = (id: PaperId) => ({
    paperId: id,
    matches: matches
      .filter((row) => row.paper_id === id && row.snippet !== null)
      .slice(0, mostMatches)
      .map(toMatch),
    score: weights
      .filter((row) => row.paper_id === id)
      .map(({ place, telling, weight }) => ({ word: said[place - 1] ?? '', telling, weight })),
  })
  return { items: [...new Set(matches.map((row) => paperId.parse(row.paper_id)))].map(itemOf) }
}
