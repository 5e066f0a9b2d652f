import type { ClientBase } from 'pg'
import type { Metrics } from './metrics.ts'
import type { Statement } from './statements.ts'
import { currentWork, type Work } from './work.ts'

type Ask = (...given: readonly unknown[]) => unknown

function textOf(asked: unknown): string | undefined {
  if (typeof asked === 'string') return asked
  if (typeof asked !== 'object' || asked === null || 'submit' in asked) return undefined
  return 'text' in asked && typeof asked.text === 'string' ? asked.text : undefined
}

function rowsOf(result: unknown): number {
  if (typeof result !== 'object' || result === null || !('rowCount' in result)) return 0
  return typeof result.rowCount === 'number' ? result.rowCount : 0
}

/**
 * Measures every statement of a connection, whoever asks it: how long, how many rows, for which work. Streams and copies
 * are left alone, for they go on as slowly as they are read.
 */
export function measureClient(client: ClientBase, metrics: Metrics): void {
  const ask: Ask = client.query.bind(client)

  function note(
    { fingerprint, isBracket }: Statement,
    work: Work | undefined,
    startedAt: number,
    result: unknown,
    failed: boolean,
  ) {
    try {
      const value = (performance.now() - startedAt) * 1_000
      metrics.record('statement', fingerprint, { value, failed, amount: rowsOf(result) })
      if (!work) return
      work.queryUs += value
      if (!isBracket) work.queries += 1
    } catch {
      metrics.fail()
    }
  }

  const measured: Ask = (...given) => {
    const work = currentWork()
    const text = textOf(given[0])
    if (text === undefined || work?.silent === true) return ask(...given)
    // Who asks is read off the way of the call, which is gone when the answer comes.
    const statement = metrics.statements.find(text, work?.name)
    const startedAt = performance.now()
    const back = given.at(-1)
    if (typeof back === 'function')
      return ask(...given.slice(0, -1), (error: unknown, result: unknown) => {
        note(statement, work, startedAt, result, error !== null && error !== undefined)
        back(error, result)
      })
    const asked = ask(...given)
    if (asked instanceof Promise)
      asked.then(
        (result: unknown) => note(statement, work, startedAt, result, false),
        () => note(statement, work, startedAt, undefined, true),
      )
    return asked
  }
  Object.assign(client, { query: measured })
}
