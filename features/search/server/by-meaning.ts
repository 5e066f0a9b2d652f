import type { z } from 'zod'
import type { PaperId, UserId } from '#contract/ids.ts'
import {
  type Meant,
  type NearPaper,
  nearestPapers,
  searchableSources,
  understand,
} from '#features/meaning/server/meaning.ts'
import { type OpenedQuestion, openQuestion, summarise } from '#features/papers/server/papers.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { type MeaningUsed, mostByMeaning, mostByWords, type searchByMeaning } from '../contract.ts'
import { type Joined, joinRanks } from './join-ranks.ts'

type Query = z.output<typeof searchByMeaning.query>
type Found = z.input<typeof searchByMeaning.reply>

/**
 * The papers of a question by its words and by its meaning. What the question means is asked between two short transactions; a
 * source that does not answer leaves the words, and is told of.
 */
export async function findByMeaning(
  house: House,
  userId: UserId,
  { offset, limit, ...filter }: Query,
): Promise<Found> {
  const { question, sources } = await house.database.asUser(userId, async (tx) => ({
    question: await openQuestion(tx, filter, mostByWords),
    sources: await searchableSources(tx),
  }))
  const asked = sources.filter(
    ({ libraries }) => filter.libraryId === undefined || libraries.includes(filter.libraryId),
  )
  const { meant, leftOut } =
    question.text === '' ? { meant: [], leftOut: [] } : await understand(house, asked, question.text)
  return await house.database.asUser(userId, async (tx) => {
    const near = await findNear(tx, meant, question, filter.libraryId)
    const joined = joinRanks([
      question.ranked,
      ...near.map(({ papers }) => papers.map((each) => each.paperId)),
    ])
    const page = joined.slice(offset, offset + limit)
    const items = await summarise(
      tx,
      page.map(({ item }) => item),
    )
    const shown = new Set(items.map(({ id }) => id))
    return {
      items,
      next: null,
      total: joined.length,
      totalIsExact: true,
      isBounded: question.isBounded,
      faults: [...question.faults],
      respelt: question.respelt.map(({ word, meant: spellings }) => ({ word, meant: [...spellings] })),
      meaning: {
        state: stateOf(question, asked.length, meant.length),
        problem: leftOut[0]?.code ?? null,
        isBounded: question.isWithinBounded || near.some((each) => each.isBounded),
      },
      ranks: page.filter(({ item }) => shown.has(item)).map((each) => toRank(each, near)),
    }
  })
}

function stateOf({ text }: OpenedQuestion, asked: number, answered: number): MeaningUsed['state'] {
  if (text === '') return 'no_words'
  if (asked === 0) return 'off'
  if (answered === 0) return 'left_out'
  return answered < asked ? 'partly' : 'used'
}

type Near = { readonly papers: readonly NearPaper[]; readonly isBounded: boolean }

/** The nearest by each source: vectors of different models cannot be compared, their ranks can. */
async function findNear(
  tx: UserTx,
  meant: readonly Meant[],
  { within }: OpenedQuestion,
  libraryId: string | undefined,
): Promise<Near[]> {
  const near: Near[] = []
  for (const each of meant) {
    const { papers, isBounded } = await nearestPapers(tx, each, { within, libraryId })
    near.push({ papers: papers.slice(0, mostByMeaning), isBounded })
  }
  return near
}

function toRank({ item, ranks, score }: Joined<PaperId>, near: readonly Near[]): Found['ranks'][number] {
  const [byWords, ...byMeaning] = ranks
  const nearest = near
    .flatMap(({ papers }) => papers.filter(({ paperId }) => paperId === item))
    .toSorted((one, other) => other.likeness - one.likeness)[0]
  const best = byMeaning.filter((rank) => rank !== undefined)
  return {
    paperId: item,
    byWords: byWords ?? null,
    byMeaning: best.length === 0 ? null : Math.min(...best),
    score,
    passage:
      nearest === undefined
        ? null
        : {
            text: nearest.passage.text,
            likeness: Math.max(-1, Math.min(1, nearest.likeness)),
            fileId: nearest.passage.fileId,
            page: nearest.passage.page,
          },
  }
}
