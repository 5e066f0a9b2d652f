/**
 * How much of what is unusual is found, and how often something usual is told of: houses of 50 people over 60 days with 30
 * planted anomalies each, by the functions that the hourly review uses. Thresholds were chosen on the seeds 1 to 5 and 9001
 * to 9005; the others were not looked at for it. `npm run bench:unusual [-- --seeds 5 --held-out 31001]`
 */
import { parseArgs } from 'node:util'
import { findUnusual, othersOf, settleFindings } from '#features/usage/server/usage.ts'
import { judgeFound, simulateUse } from '#server/testing/simulated-use.ts'
import { report, round } from './measure.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '5' },
    'held-out': { type: 'string', default: '31001' },
    verbose: { type: 'boolean', default: false },
  },
})
const hourMs = 3_600_000
const dayMs = 24 * hourMs

function runSeed(seed: number) {
  const { people, planted, startMs, endMs } = simulateUse(seed)
  const others = othersOf(people)
  const hours = Array.from({ length: (endMs - startMs) / hourMs }, (_, index) => startMs + index * hourMs)
  const begun = performance.now()
  const found = people.flatMap((person) =>
    settleFindings(findUnusual(person, hours, others)).map((each) => ({ ...each, userId: person.userId })),
  )
  const tookMs = performance.now() - begun
  const userDays = people.length * ((endMs - startMs) / dayMs)
  const { recall, missed, falseAlarms, falseAlarmsPerUserMonth } = judgeFound(planted, found, userDays)
  if (values.verbose) console.error(seed, missed, falseAlarms)
  const kindsOf = (all: readonly { readonly kind: string }[]) =>
    Object.fromEntries([...Map.groupBy(all, ({ kind }) => kind)].map(([kind, of]) => [kind, of.length]))
  return {
    seed,
    recall: round(recall),
    missed: kindsOf(missed),
    falseAlarms: kindsOf(falseAlarms),
    falseAlarmsPerUserMonth: round(falseAlarmsPerUserMonth),
    comparedWith: kindsOf(found.map(({ comparedWith }) => ({ kind: comparedWith }))),
    microsecondsPerUserHour: round((tookMs * 1_000) / (people.length * hours.length)),
  }
}

const count = Number(values.seeds)
const seedsFrom = (first: number, length: number) =>
  Array.from({ length }, (_, index) => runSeed(first + index))
const tuned = [1, 9_001].flatMap((first) => seedsFrom(first, 5))
const heldOut = seedsFrom(Number(values['held-out']), count)
const worst = (runs: readonly ReturnType<typeof runSeed>[]) => ({
  meanRecall: round(runs.reduce((sum, { recall }) => sum + recall, 0) / runs.length),
  worstRecall: Math.min(...runs.map(({ recall }) => recall)),
  mostFalseAlarmsPerUserMonth: Math.max(...runs.map((run) => run.falseAlarmsPerUserMonth)),
})
await report('unusual', { tuned, heldOut, ofTuned: worst(tuned), ofHeldOut: worst(heldOut) }, { json: true })
