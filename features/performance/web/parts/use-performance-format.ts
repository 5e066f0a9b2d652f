import { useFormat } from '#web/lib/format.ts'

const most = (digits: number) =>
  new Intl.NumberFormat('en', { maximumFractionDigits: digits, useGrouping: false })
const [oneDigit, twoDigits] = [most(1), most(2)]

// The Swedish way to write a time is that of ISO 8601, which both languages read.
const timeOfDay = new Intl.DateTimeFormat('sv-SE', { timeStyle: 'medium' })

/** Figures as the page about performance writes them: below ten milliseconds their digits say something. */
export function usePerformanceFormat() {
  const format = useFormat()
  return {
    ...format,
    ms: (ms: number) =>
      ms < 10 ? `${twoDigits.format(ms)} ms` : ms < 1_000 ? `${Math.round(ms)} ms` : format.durationMs(ms),
    one: (value: number) => oneDigit.format(value),
    /** When a step began, as exactly as steps are long. */
    time: (instant: string, stepSeconds: number) =>
      stepSeconds >= 86_400
        ? format.date(instant)
        : stepSeconds < 60
          ? timeOfDay.format(new Date(instant))
          : format.dateTime(instant),
  }
}
