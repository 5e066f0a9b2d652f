import type { z } from 'zod'
import type { UserId } from '#contract/ids.ts'
import { may, type Permission, type Role } from '#contract/permissions.ts'
import { toInstant } from '#contract/time.ts'
import { readStandings } from '#features/health/server/health.ts'
import { listFailedClassesOf, listQueuesOf } from '#features/jobs/server/jobs.ts'
import { listWaiting } from '#features/settings/server/settings.ts'
import { listFlags, readAllowances } from '#features/usage/server/usage.ts'
import { listEventPage } from '#features/watch/server/watch.ts'
import type { House } from '#platform/house.ts'
import type { attentionItem } from '../contract.ts'
import { listSeen } from './queries.ts'

type Item = z.input<typeof attentionItem>
/** Who looks after the house; null is the command line, which may see everything. */
export type Looker = { readonly userId: UserId; readonly role: Role }

/** So many of a kind are told one by one; the page they link to has all of them. */
const mostOfAKind = 8

/** Failed jobs by kind and error class: whoever mends the reason runs the whole class again. */
async function failedJobs(house: House): Promise<Item[]> {
  const classes = await listFailedClassesOf(house)
  return classes.slice(0, mostOfAKind).map(({ kind, errorCode, count, lastAt }) => ({
    kind: 'jobs_failed',
    key: `jobs_failed:${kind}:${errorCode}`,
    severity: 'alarm',
    at: lastAt,
    jobKind: kind,
    errorCode,
    count,
  }))
}

/** Somebody paused it, and may have forgotten. */
async function pausedQueues(house: House): Promise<Item[]> {
  const { items } = await listQueuesOf(house)
  return items
    .filter(({ paused }) => paused)
    .map(({ name, pausedAt, waiting }) => ({
      kind: 'queue_paused',
      key: `queue_paused:${name}`,
      severity: 'care',
      at: pausedAt,
      queue: name,
      waiting,
    }))
}

/** Parts that do not work as they should, backups among them, and figures beyond their threshold. */
async function standings(house: House): Promise<Item[]> {
  const { parts, alerts } = await readStandings(house)
  const unwell = parts.filter(({ state }) => state === 'failing' || state === 'degraded')
  const backup = unwell.find(({ part }) => part === 'backup')
  return [
    ...(backup
      ? [
          {
            kind: 'backup_unproven' as const,
            key: 'backup_unproven',
            severity: 'alarm' as const,
            at: backup.since,
            finding: backup.finding,
            facts: backup.facts,
          },
        ]
      : []),
    ...unwell
      .filter(({ part }) => part !== 'backup')
      .map(({ part, state, finding, facts, since }): Item => {
        const severity = state === 'failing' ? 'alarm' : 'care'
        return {
          kind: 'part_unwell',
          key: `part_unwell:${part}`,
          severity,
          at: since,
          part,
          state,
          finding,
          facts,
        }
      }),
    ...alerts
      // An old backup is told once, with what helps.
      .filter(({ metric }) => !(backup && metric === 'backup_age_hours'))
      .map(
        ({ metric, raisedAt, raiseAt, value }): Item => ({
          kind: 'alert_raised',
          key: `alert_raised:${metric}`,
          severity: 'alarm',
          at: raisedAt,
          metric,
          raiseAt,
          value,
        }),
      ),
  ]
}

/** What is in force against networks and people. */
async function suspicions(house: House): Promise<Item[]> {
  const { items } = await listEventPage(house, { limit: mostOfAKind, active: true })
  return items.map((event) => ({
    kind: 'suspicion',
    key: `suspicion:${event.id}`,
    severity: event.answer === 'locked' || event.answer === 'guarded' ? 'alarm' : 'care',
    at: event.at,
    event,
  }))
}

async function unusualUse(house: House): Promise<Item[]> {
  const flags = await listFlags(house, true)
  return flags.slice(0, mostOfAKind).map((flag) => ({
    kind: 'unusual_use',
    key: `unusual_use:${flag.id}`,
    severity: 'care',
    at: flag.at,
    flag,
  }))
}

/** Limits of everybody together; those of one person are told to that person. */
async function reachedLimits(house: House, { userId }: Looker): Promise<Item[]> {
  const { items } = await readAllowances(house, userId)
  return items.flatMap(({ appliesTo, meter, period, used, soft, hard, opensAt }): Item[] => {
    const refuses = hard !== null && used >= hard
    const most = refuses ? hard : soft
    if (appliesTo !== 'house' || most === null || used < most) return []
    const severity = refuses ? 'alarm' : 'care'
    const key = `limit_reached:${meter}:${period}:${opensAt}:${refuses ? 'hard' : 'soft'}`
    return [{ kind: 'limit_reached', key, severity, at: null, meter, period, used, most, refuses, opensAt }]
  })
}

/** What somebody changed and nobody has put in force: until a restart the house goes by what was. */
async function waitingSettings(house: House): Promise<Item[]> {
  const waiting = await listWaiting(house)
  if (waiting.length === 0) return []
  const newestMs = Math.max(0, ...waiting.map(({ changedAt }) => changedAt?.getTime() ?? 0))
  const at = newestMs === 0 ? null : toInstant(new Date(newestMs))
  const names = waiting.map(({ name }) => name)
  const key = `settings_wait:${names.join(' ')}`.slice(0, 200)
  return [{ kind: 'settings_wait', key, severity: 'care', at, names }]
}

type Asking = {
  readonly needs: Permission
  readonly ask: (house: House, looker: Looker) => Promise<readonly Item[]>
}

/** Each feature owns its facts; who may not see its pages is not told of them here either. */
const asked: readonly Asking[] = [
  { needs: 'backups:administer', ask: standings },
  { needs: 'audit:read', ask: suspicions },
  { needs: 'jobs:administer', ask: failedJobs },
  { needs: 'usage:administer', ask: reachedLimits },
  { needs: 'usage:administer', ask: unusualUse },
  { needs: 'jobs:administer', ask: pausedQueues },
  { needs: 'settings:administer', ask: waitingSettings },
]

const isNewer = (at: string | null, seen: Date | null) =>
  at !== null && seen !== null && Date.parse(at) > seen.getTime()

/** What needs somebody now: the worst first, then what happened last, without what somebody has seen. */
export async function listAttention(house: House, looker: Looker): Promise<Item[]> {
  const allowed = asked.filter(({ needs }) => may(looker.role, needs))
  const [seen, ...groups] = await Promise.all([
    house.database.asSystem('what was seen', (tx) => listSeen(tx)),
    ...allowed.map(({ ask }) => ask(house, looker)),
  ])
  const seenAt = new Map(seen.map(({ key, happened_at }) => [key, happened_at]))
  return groups
    .flat()
    .filter(({ key, at }) => !seenAt.has(key) || isNewer(at, seenAt.get(key) ?? null))
    .toSorted(
      (one, other) =>
        Number(other.severity === 'alarm') - Number(one.severity === 'alarm') ||
        Date.parse(other.at ?? '1970-01-01') - Date.parse(one.at ?? '1970-01-01'),
    )
}
