/**
 * What it costs a process to write down what it measured: the buckets of its meters read slot by slot as Seogo does it, and by the
 * iterator of the package that counts, in turns of one run. `npm run bench:harvest [-- --meters 200 --times 20]`
 */
import { parseArgs } from 'node:util'
import {
  type Buckets,
  bucketsOf,
  type Histogram,
  openHistogram,
  toScale,
} from '#platform/metrics/histogram.ts'
import { report, round, timeEach } from './measure.ts'

const { values } = parseArgs({
  options: { meters: { type: 'string', default: '200' }, times: { type: 'string', default: '20' } },
})
const times = Number(values.times)

function byIterator(histogram: Histogram): Buckets {
  const merged = new Map<number, number>()
  const steps = histogram.recordedValuesIterator
  steps.reset()
  while (steps.hasNext()) {
    const { valueIteratedTo, countAddedInThisIterationStep } = steps.next()
    const value = toScale(histogram.medianEquivalentValue(valueIteratedTo))
    merged.set(value, (merged.get(value) ?? 0) + countAddedInThisIterationStep)
  }
  return { values: [...merged.keys()], counts: [...merged.values()] }
}

/** Thirty durations from a tenth of a millisecond to a second, as a statement has them within a minute, in microseconds. */
const meters = Array.from({ length: Number(values.meters) }, (_, meter) => {
  const histogram = openHistogram()
  for (let count = 0; count < 30; count += 1)
    histogram.recordValue(Math.round(100 * 10 ** (((meter * 31 + count * 17) % 100) / 25)))
  return histogram
})
for (const meter of meters)
  if (JSON.stringify(bucketsOf(meter)) !== JSON.stringify(byIterator(meter)))
    throw new Error('the two do not read the same')

const all = (read: (histogram: Histogram) => Buckets) => async () => void meters.map(read)
const rounds = 3
const found = { seogo: [] as number[], iterator: [] as number[] }
for (let turn = 0; turn < rounds; turn += 1) {
  found.iterator.push((await timeEach(all(byIterator), { times, warmUp: 3 })).p50Ms)
  found.seogo.push((await timeEach(all(bucketsOf), { times, warmUp: 3 })).p50Ms)
}
const [seogoMs = 0, iteratorMs = 0] = [found.seogo, found.iterator].map(
  (each) => each.toSorted((a, b) => a - b)[rounds >> 1],
)
await report(
  'harvest',
  { meters: meters.length, seogoMs, iteratorMs, timesAsLong: round(seogoMs / iteratorMs) },
  { json: true },
)
