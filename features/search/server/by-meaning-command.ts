import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import { type MeaningUsed, searchByMeaning } from '../contract.ts'
import { findByMeaning } from './by-meaning.ts'

const stateLines: Readonly<Record<Exclude<MeaningUsed['state'], 'used'>, string>> = {
  partly: 'One of the sources did not answer: its libraries were searched by words alone.',
  left_out: 'The meaning was left out: the source of vectors did not answer.',
  off: 'The search by meaning is off, so these are found by words alone: see "seogo embeddings status".',
  no_words: 'There are no words to look for.',
}

/** `seogo search --semantic`: papers by words and by meaning, each with where it stands in either. */
export async function searchCommandByMeaning({
  house,
  args,
  options,
  caller,
  terminal,
}: Pick<CommandContext, 'house' | 'args' | 'options' | 'caller' | 'terminal'>): Promise<number> {
  const query = searchByMeaning.query.safeParse({ q: args.join(' '), limit: options.limit })
  if (!query.success) throw new Problem('bad_request', { where: '--limit', given: options.limit ?? null })
  const found = await findByMeaning(house, await caller(), query.data)
  const rankOf = new Map<string, (typeof found.ranks)[number]>(
    found.ranks.map((rank) => [rank.paperId, rank]),
  )
  for (const { id, title, authors, year } of found.items) {
    const [first, ...others] = authors
    const people = first === undefined ? '' : `${first}${others.length > 0 ? ' et al.' : '.'} `
    terminal.line(`${id}  ${people}${title}${year === null ? '' : ` (${year})`}`)
    const rank = rankOf.get(id)
    if (rank === undefined) continue
    const ranks = [
      ...(rank.byWords === null ? [] : [`by words ${rank.byWords}`]),
      ...(rank.byMeaning === null ? [] : [`by meaning ${rank.byMeaning}`]),
    ].join(', ')
    const { passage } = rank
    const place = passage?.page == null ? '' : `page ${passage.page}: `
    terminal.line(`    ${ranks}${passage === null ? '' : `; ${place}${passage.text.slice(0, 160)}`}`)
  }
  if (found.items.length === 0) terminal.line('No paper is found by this.')
  const { state, problem } = found.meaning
  if (state !== 'used') terminal.line(`${stateLines[state]}${problem === null ? '' : ` (${problem})`}`)
  terminal.result(found)
  return 0
}
