import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel'
import { ProviderFailure } from './provider-failure.ts'

/** Failures that say that nobody there answers, whoever asks whatever. */
const down: ReadonlySet<string> = new Set(['overloaded', 'timeout', 'connection_lost'])

type BreakerOptions = {
  /** So many failures in a row, of any questions to one model at one address, and it is left alone. */
  readonly failures: number
  /** Then one question is let through; its answer opens the way again. */
  readonly pauseMs: number
}

export type Breakers = {
  /**
   * Asks unless this place is being left alone.
   * @throws ProviderFailure overloaded, without asking, while it is
   */
  readonly run: <T>(place: string, ask: () => Promise<T>) => Promise<T>
}

/**
 * One breaker for each place: a provider that hangs would otherwise keep every question of a batch waiting for its whole
 * time. They are of this process: each worker finds out for itself.
 */
export function openBreakers({ failures, pauseMs }: BreakerOptions): Breakers {
  const policies = new Map<string, CircuitBreakerPolicy>()
  const policyOf = (place: string) => {
    const known = policies.get(place)
    if (known !== undefined) return known
    const made = circuitBreaker(
      handleWhen((error) => error instanceof ProviderFailure && down.has(error.kind)),
      { halfOpenAfter: pauseMs, breaker: new ConsecutiveBreaker(failures) },
    )
    policies.set(place, made)
    return made
  }
  return {
    async run(place, ask) {
      try {
        return await policyOf(place).execute(ask)
      } catch (error) {
        if (error instanceof BrokenCircuitError) throw new ProviderFailure('overloaded')
        throw error
      }
    },
  }
}

// More than one answer has attempts, so that a single question never closes the way for others.
export const breakersOfProcess = openBreakers({ failures: 6, pauseMs: 20_000 })
