/**
 * What keeps the first ranks from outweighing everything: k = 60 in Cormack, Clarke and Büttcher, "Reciprocal rank fusion
 * outperforms Condorcet and individual rank learning methods", SIGIR 2009, https://doi.org/10.1145/1571941.1572114.
 */
const k = 60

/** An item with its rank in each of the rankings, from 1; undefined where it does not stand. */
export type Joined<Item> = {
  readonly item: Item
  readonly ranks: readonly (number | undefined)[]
  readonly score: number
}

/**
 * Rankings of the same things as one, by reciprocal rank fusion: the sum of 1 / (k + rank) over the rankings. Only ranks count,
 * so that scores of different kinds need not be comparable. What is equal stands in the order of the first ranking, then of the
 * next.
 */
export function joinRanks<Item>(rankings: readonly (readonly Item[])[]): Joined<Item>[] {
  const places = rankings.map((ranking) => new Map(ranking.map((item, at) => [item, at + 1])))
  const items = [...new Set(rankings.flat())]
  return items
    .map((item) => {
      const ranks = places.map((place) => place.get(item))
      const score = ranks.reduce<number>((sum, rank) => (rank === undefined ? sum : sum + 1 / (k + rank)), 0)
      return { item, ranks, score }
    })
    .toSorted((one, other) => other.score - one.score)
}
