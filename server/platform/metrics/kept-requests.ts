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
  let seen = 0
  let slowUs = Number.POSITIVE_INFINITY

  return {
    /** @param make is called only for a request that is kept */
    keep({ failed, durationUs }: Outcome, make: () => MeasuredRequest): void {
      if (sample < 1 && Math.random() >= sample) return
      if ((failed || durationUs > slowUs) && notable.length < most) {
        notable.push(make())
        return
      }
      seen += 1
      if (fair.length < most) {
        fair.push(make())
        return
      }
      // Each of all that were seen has the same chance (Vitter, Random Sampling with a Reservoir, 1985, algorithm R).
      const place = Math.floor(Math.random() * seen)
      if (place < most) fair[place] = make()
    },
    /** @param slow from where on a request is slow from now on */
    take(slow: number | undefined): MeasuredRequest[] {
      const taken = [...fair, ...notable]
      fair = []
      notable = []
      seen = 0
      slowUs = slow ?? slowUs
      return taken
    },
  }
}
