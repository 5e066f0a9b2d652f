import { paperId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { QueryFaultCode } from '#features/papers/contract.ts'
import { listPapers as listPapersEndpoint } from '#features/papers/contract.ts'
import { listPapers } from '#features/papers/server/papers.ts'
import type { CommandContext } from '#platform/feature.ts'
import { type Match, mostExplained } from '../contract.ts'
import { searchCommandByMeaning } from './by-meaning-command.ts'
import { explainMatches } from './explain.ts'

/** What is wrong with a part of a question; the rest of it was searched for. */
const faultWords: Readonly<Record<QueryFaultCode, string>> = {
  unknown_field: 'there is no such field; only what follows the colon was searched for.',
  unclosed_quote: 'the quotation mark is not closed, so the phrase runs to the end.',
  no_value: 'nothing stands behind the colon; left out.',
  bad_rating: 'a rating is 0.5 to 5 stars, as in rating:>=4 or rating:3..5; left out.',
  bad_year: 'a year has four digits, as in year:2019 or year:2019..2023; left out.',
  bad_date:
    'a date is written as in added:2024-01-31, published:>2024-01, added:2024-01..2024-03 or added:30d; left out.',
  bad_status: 'a status is unread, reading, read or set_aside; left out.',
  bad_has: 'a paper has pdf, notes, highlights or analysis; left out.',
  bad_language: 'a language is en, ko, ja or zh; left out.',
  unknown_tag: 'no paper has this tag; left out.',
  unknown_collection: 'there is no such collection; left out.',
  too_many_parts: 'a question has up to 40 parts; the rest was left out.',
}

/** In which field the words stand, with what is around them; those that were found are in brackets. */
function lineOf({ field, page, snippet }: Pick<Match, 'field' | 'page' | 'snippet'>): string {
  const text = snippet.map((run) => (run.isMatch ? `[${run.text}]` : run.text)).join('')
  return `${field}${page === null ? '' : `, page ${page}`}: ${text.replaceAll(/\s+/gu, ' ').trim()}`
}

/** `seogo search <question>`: the papers found, best first, and where the words stand in them. */
export async function searchCommand({
  house,
  args,
  options,
  caller,
  terminal,
}: CommandContext): Promise<number> {
  if (args.length === 0) throw new Problem('bad_request', { where: 'words' })
  if (options.semantic === true)
    return await searchCommandByMeaning({ house, args, options, caller, terminal })
  const query = listPapersEndpoint.query.safeParse({
    q: args.join(' '),
    limit: options.limit,
    sort: 'relevance',
  })
  if (!query.success) throw new Problem('bad_request', { where: '--limit', given: options.limit ?? null })
  const { found, why } = await house.database.asUser(await caller(), async (tx) => {
    const page = await listPapers(tx, query.data)
    const paperIds = page.items.slice(0, mostExplained).map(({ id }) => paperId.parse(id))
    return { found: page, why: await explainMatches(tx, { q: query.data.q ?? '', paperIds }) }
  })
  const matchesOf = new Map(why.items.map((each) => [each.paperId, each.matches]))
  for (const { id, title, authors, year } of found.items) {
    const [first, ...others] = authors
    const people = first === undefined ? '' : `${first}${others.length > 0 ? ' et al.' : '.'} `
    terminal.line(`${id}  ${people}${title}${year === null ? '' : ` (${year})`}`)
    // A title stands there already.
    const match = matchesOf.get(id)?.find(({ field }) => field !== 'title')
    if (match !== undefined) terminal.line(`    ${lineOf(match)}`)
  }
  for (const { word, meant } of found.respelt)
    terminal.line(`Also searched for ${meant.join(', ')}: "${word}" stands in no record as it is written.`)
  for (const { code, from, text } of found.faults) {
    terminal.line(`Column ${from + 1}, ${JSON.stringify(text)}: ${faultWords[code]}`)
  }
  if (found.items.length === 0) terminal.line('No paper is found by this.')
  else if (found.next !== null) terminal.line(`… of ${found.total}${found.totalIsExact ? '' : ' or more'}`)
  if (found.isBounded) terminal.line('Many papers are found: titles and newer papers were looked at first.')
  terminal.result({
    ...found,
    items: found.items.map((item) => ({ ...item, matches: matchesOf.get(item.id) ?? [] })),
  })
  return 0
}
