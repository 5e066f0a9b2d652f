import type { HealthFacts } from '#contract/health.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { healthWords } from './words.ts'

/** The figures of a look that have a word, each with its unit. */
export function FactLine({ facts }: { readonly facts: HealthFacts }) {
  const words = useWords(healthWords)
  const format = useFormat()
  const say = (name: string, value: string | number | boolean) => {
    if (typeof value !== 'number') return String(value)
    if (name.endsWith('Bytes')) return format.sizeBytes(value)
    if (name.endsWith('Ms')) return `${format.number(value)} ms`
    if (name.endsWith('Percent')) return format.percent(value / 100)
    if (name.endsWith('Seconds')) return format.durationMs(value * 1_000)
    return name.endsWith('Hours') ? words.hours(format.number(value)) : format.number(value)
  }
  const told = Object.entries(facts).flatMap(([name, value]) => {
    const word = words.facts[name]
    return word === undefined || value === null || value === '' ? [] : [`${word} ${say(name, value)}`]
  })
  return <span className="text-ink-faint text-xs wrap-anywhere">{told.join(' · ')}</span>
}
