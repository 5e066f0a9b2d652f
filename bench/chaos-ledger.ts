import { sql } from 'kysely'
import { type AnalysisHouse, wires } from './analysis-house.ts'

/** One answer as the house wrote it down. */
type Written = {
  readonly paper_id: string
  readonly provider: string
  readonly state: string
  /** Executions of its job that a crash cut off: each can have taken one paid answer along. */
  readonly crashes: number
  readonly charges: number
  readonly charged_input: number
  readonly charged_output: number
  readonly answer_input: number
  readonly answer_output: number
}

async function readWritten({ house }: AnalysisHouse): Promise<Written[]> {
  return house.database.asSystem('read the ledger', async (tx) => {
    const { rows } = await sql<Written>`
      select r.paper_id, a.provider, a.state, coalesce(a.input_tokens, 0)::int as answer_input,
             coalesce(a.output_tokens, 0)::int as answer_output,
             (select count(*)::int from job_attempts t where t.job_id = a.job_id and t.outcome = 'worker_died') as crashes,
             c.charges, c.charged_input, c.charged_output
        from analysis_answers a
        join analysis_runs r on r.library_id = a.library_id and r.id = a.run_id
       cross join lateral (
         select count(*)::int as charges, coalesce(sum(input_tokens), 0)::int as charged_input,
                coalesce(sum(output_tokens), 0)::int as charged_output
           from usage_calls where subject = a.id and input_tokens + output_tokens > 0) as c`.execute(tx)
    return rows
  })
}

type Call = { readonly input: number; readonly output: number }

/** What the fakes billed, by provider and paper: the text of each paper says which copy it is. */
function readBilled({ fakes, papers }: AnalysisHouse): ReadonlyMap<string, Call[]> {
  const billed = new Map<string, Call[]>()
  for (const [index, fake] of fakes.entries())
    for (const { request, input, output } of fake.billed) {
      const copy = Number(/Copy (\d+)\./.exec(request.user)?.[1])
      const key = `${wires[index]} ${papers[copy - 1] ?? 'of no paper'}`
      billed.set(key, [...(billed.get(key) ?? []), { input, output }])
    }
  return billed
}

const total = <Item>(items: readonly Item[], of: (item: Item) => number) =>
  items.reduce((sum, item) => sum + of(item), 0)

/**
 * Holds what was billed against what was written down, answer by answer. A call that was answered and is on nobody's bill
 * must belong to an execution of that very answer which a crash cut off between the reply and its record.
 */
export async function compareLedger(bench: AnalysisHouse) {
  const written = await readWritten(bench)
  const billed = readBilled(bench)
  const lines = written.map((answer) => {
    const calls = billed.get(`${answer.provider} ${answer.paper_id}`) ?? []
    const lost = calls.length - answer.charges
    return { ...answer, calls, lost }
  })
  const keys = new Set(written.map(({ provider, paper_id }) => `${provider} ${paper_id}`))
  return {
    billedCalls: total([...billed.values()], (calls) => calls.length),
    chargedCalls: total(lines, ({ charges }) => charges),
    /** Answered by the fake, and lost with the worker that was to write it down. */
    takenAlong: total(lines, ({ lost }) => Math.max(0, lost)),
    takenAlongAtMost: total(lines, ({ crashes }) => crashes),
    faults: {
      twice: written.length - keys.size,
      neverBilled: lines.filter(({ state, calls }) => state === 'answered' && calls.length === 0).length,
      chargedTooOften: lines.filter(({ lost }) => lost < 0).length,
      lostWithoutCrash: lines.filter(({ lost, crashes }) => lost > crashes).length,
      billedForNobody: [...billed.keys()].filter((key) => !keys.has(key)).length,
      /** All calls about one paper cost the same but for a word drawn for each, so what is charged is a whole part of what was billed. */
      otherTokens: lines.filter(
        ({ calls, charges, charged_input, charged_output }) =>
          !isAmong(calls, charges, charged_input, ({ input }) => input) ||
          !isAmong(calls, charges, charged_output, ({ output }) => output),
      ).length,
      /** What the answer shows is what the bill says. */
      answerSaysOther: lines.filter(
        ({ charged_input, charged_output, answer_input, answer_output }) =>
          charged_input !== answer_input || charged_output !== answer_output,
      ).length,
    },
  }
}

/** Whether the sum can be one of so many of the calls. */
function isAmong(calls: readonly Call[], count: number, sum: number, of: (call: Call) => number): boolean {
  const sizes = calls.map(of).toSorted((one, other) => one - other)
  const least = total(sizes.slice(0, count), (size) => size)
  const most = total(count === 0 ? [] : sizes.slice(-count), (size) => size)
  return least <= sum && sum <= most
}
