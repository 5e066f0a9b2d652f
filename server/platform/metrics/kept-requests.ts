/** One request as it is kept by itself. */
export type MeasuredRequest = {
  readonly at: Date
  readonly requestId: string
  readonly route: string
  readonly status: number
  readonly durationUs: number
  readonly bytes: number
  readonly userId: string | null
  readonly cache: string | null
  readonly queries: number
  readonly queryUs: number
}

type Options = {
  /** So many of a harvest; as many again of those that failed or were slow. */
  readonly most: number
  /** Which share is looked at, from 0 to 1. */
  readonly sample: number
}

type Outcome = { readonly failed: boolean; readonly durationUs: number }

/**
 * Which requests are kept one by one: all of them while they are few. A row costs more than an answer out of the memory of
 * the process (bench/api.ts), so of many a fair share is kept, and beside it whatever failed or was slower than all but one
 * of a hundred before.
 */
export function keepRequests({ most, sample }: Options) {
  let fair: MeasuredRequest[] = []
  let notable: MeasuredRequest[] = []
  /** So many more pass before one takes the place of another; how far they lie apart grows with how many passed. */
  let untilNext = 0
  let spread = 1
  let slowUs = Number.POSITIVE_INFINITY

  /** Each of all that passed has the same chance: Li, Reservoir-Sampling Algorithms, 1994, algorithm L. A draw a place, not a request. */
  function drawNext(): void {
    spread *= Math.exp(Math.log(1 - Math.random()) / most)
    untilNext = Math.floor(Math.log(1 - Math.random()) / Math.log1p(-spread))
  }

  return {
    /** @param make is called only for a request that is kept */
    keep({ failed, durationUs }: Outcome, make: () => MeasuredRequest): void {
      if (sample < 1 && Math.random() >= sample) return
      if ((failed || durationUs > slowUs) && notable.length < most) {
        notable.push(make())
        return
      }
      if (fair.length < most) {
        fair.push(make())
        if (fair.length === most) drawNext()
        return
      }
      if (untilNext > 0) {
        untilNext -= 1
        return
      }
      fair[Math.floor(Math.random() * most)] = make()
      drawNext()
    },
    /** @param slow from where on a request is slow from now on */
    take(slow: number | undefined): MeasuredRequest[] {
      const taken = [...fair, ...notable]
      fair = []
      notable = []
      spread = 1
      slowUs = slow ?? slowUs
      return taken
    },
  }
}
