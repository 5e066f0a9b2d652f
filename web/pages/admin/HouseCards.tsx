import { Link, type LinkProps } from '@tanstack/react-router'
import { type ReactNode, useId } from 'react'
import type { HouseCards as Cards } from '#features/admin/contract.ts'
import { healthSentences } from '#features/health/contract.ts'
import { useFormat } from '#web/lib/format.ts'
import { useStoredChoice } from '#web/lib/stored-choice.ts'
import { language } from '#web/lib/words/language.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { type Status, StatusDot } from '#web/ui/StatusDot.tsx'
import { adminWords } from './words.ts'

type Facts = readonly (string | undefined)[]
type Card = {
  readonly name: keyof Cards
  readonly to: NonNullable<LinkProps['to']>
  readonly search?: LinkProps['search']
  readonly first: ReactNode
  readonly facts: Facts
}

/** Calm figures of each part of the house; each opens the part's own page. */
export function HouseCards({ cards }: { readonly cards: Cards }) {
  const words = useWords(adminWords)
  const shown = useCards(cards)
  const titleId = useId()
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId} className="font-semibold text-base">
        {words.glance}
      </h2>
      <ul className="mt-2 grid gap-px overflow-hidden rounded-lg border bg-hairline sm:grid-cols-2 lg:grid-cols-3">
        {shown.map(({ name, to, search, first, facts }) => (
          <li
            key={name}
            className="bg-sheet lg:last:nth-[3n+1]:col-span-3 sm:max-lg:last:nth-[2n+1]:col-span-2 lg:last:nth-[3n+2]:col-span-2"
          >
            <Link
              to={to}
              {...(search && { search })}
              className="flex h-full flex-col gap-0.5 p-4 hover:bg-wash"
            >
              <span className="text-ink-faint text-xs">{words.cards[name]}</span>
              <span className="font-medium text-sm">{first}</span>
              {facts.map((fact) =>
                fact === undefined ? null : (
                  <span key={fact} className="text-ink-soft text-xs tabular-nums">
                    {fact}
                  </span>
                ),
              )}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

const statusOf = { ok: 'good', degraded: 'care', failing: 'bad', off: 'off' } as const satisfies Record<
  string,
  Status
>

function useCards(cards: Cards): readonly Card[] {
  return [
    useHealthCard(cards.health),
    usePerformanceCard(cards.performance),
    ...useOthers(cards),
    useCachesCard(cards.caches),
  ].filter((card) => card !== undefined)
}

function useHealthCard(health: Cards['health']): Card | undefined {
  const words = useWords(adminWords)
  const format = useFormat()
  const { states } = healthSentences[useStoredChoice(language)]
  if (health === null) return undefined
  const { state, sound, degraded, failing } = health
  const isKnown = sound + degraded + failing > 0
  const first = isKnown ? <StatusDot status={statusOf[state]} label={states[state]} /> : words.notLooked
  const facts = isKnown ? [words.healthOf(format.number(sound), format.number(degraded + failing))] : []
  return { name: 'health', to: '/jobs/health', first, facts }
}

function useCachesCard(caches: Cards['caches']): Card | undefined {
  const words = useWords(adminWords)
  const format = useFormat()
  if (caches === null) return undefined
  const { on, hitRate, bytes, entries } = caches
  const base = { name: 'caches', to: '/performance', search: { part: 'cache' } } as const
  if (!on) return { ...base, first: words.cacheOff, facts: [] }
  return {
    ...base,
    first: hitRate === null ? words.cacheEmpty : words.cacheHits(format.percent(hitRate)),
    facts: [words.cacheKept(format.sizeBytes(bytes), format.number(entries))],
  }
}

function usePerformanceCard(figures: Cards['performance']): Card {
  const words = useWords(adminWords)
  const format = useFormat()
  const base = { name: 'performance', to: '/performance' } as const
  if (figures === null) return { ...base, first: words.notMeasured, facts: [] }
  const { requests, errorShare, requestP95Ms } = figures
  if (requests === 0) return { ...base, first: words.quiet, facts: [] }
  return {
    ...base,
    first: words.answered(format.durationMs(requestP95Ms)),
    facts: [words.requests(format.number(requests), format.percent(errorShare))],
  }
}

function useOthers({ jobs, usage, storage, people }: Cards): (Card | undefined)[] {
  const words = useWords(adminWords)
  const format = useFormat()
  const counted = (count: number, say: (count: number, text: string) => string) =>
    count === 0 ? undefined : say(count, format.number(count))
  return [
    jobs === null
      ? undefined
      : {
          name: 'jobs',
          to: '/jobs/house',
          first: words.jobsNow(format.number(jobs.active), format.number(jobs.waiting)),
          facts: [
            words.jobsHour(format.number(jobs.endedInHour), format.number(jobs.failedInHour)),
            words.workers(jobs.workers),
            jobs.oldestWaitingMs > 0 ? words.oldest(format.durationMs(jobs.oldestWaitingMs)) : undefined,
          ],
        },
    usage === null
      ? undefined
      : {
          name: 'usage',
          to: '/usage/all',
          first: words.usedToday(format.number(usage.day.analyses), format.costMicroUsd(usage.day.microUsd)),
          facts: [
            words.usedMonth(format.number(usage.month.analyses), format.costMicroUsd(usage.month.microUsd)),
          ],
        },
    storage === null
      ? undefined
      : {
          name: 'storage',
          to: '/security/people',
          first: words.stored(format.number(storage.papers), format.sizeBytes(storage.sizeBytes)),
          facts: [
            words.diskFree(format.sizeBytes(storage.diskFreeBytes), format.sizeBytes(storage.diskTotalBytes)),
          ],
        },
    people === null
      ? undefined
      : {
          name: 'people',
          to: '/security/people',
          first: words.peopleNow(people.total, format.number(people.total), format.number(people.seenToday)),
          facts: [
            words.sessions(people.sessions, format.number(people.sessions)),
            counted(people.invited, words.invited),
            counted(people.locked, words.locked),
            counted(people.adminsWithoutFactor, words.withoutFactor),
          ],
        },
  ]
}
