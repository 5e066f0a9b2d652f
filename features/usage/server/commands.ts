import { usageLimitId } from '#contract/ids.ts'
import { role } from '#contract/permissions.ts'
import { Problem } from '#contract/problems.ts'
import { findPersonByEmail } from '#features/accounts/server/accounts.ts'
import type { CommandContext } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'
import {
  type LimitTarget,
  putLimit as limitEndpoint,
  limitPeriod,
  type Meter,
  meter,
  usageGrouping,
} from '../contract.ts'
import { listLimits, putLimit, removeLimit } from './limits.ts'
import { readUsageOfAll } from './statistics.ts'

const microPerUsd = 1_000_000

function say(value: number, of: Meter): string {
  return of === 'micro_usd' ? `$${(value / microPerUsd).toFixed(2)}` : `${value.toLocaleString('en')} ${of}`
}

/** `seogo usage` */
export async function usageCommand({ house, options, terminal }: CommandContext): Promise<number> {
  const by = usageGrouping.safeParse(options.by)
  const days = Number(options.days)
  if (!by.success) throw new Problem('bad_request', { where: '--by', given: options.by })
  if (!Number.isInteger(days) || days < 1 || days > 1_096)
    throw new Problem('bad_request', { where: '--days', given: options.days })
  const items = await readUsageOfAll(house, { by: by.data, days })
  if (items.length === 0) terminal.line('No provider was called in this time.')
  for (const { label, calls, failedCalls, analyses, inputTokens, outputTokens, costMicroUsd } of items) {
    const failed = failedCalls > 0 ? ` (${failedCalls} failed)` : ''
    const tokens = `${inputTokens.toLocaleString('en')} + ${outputTokens.toLocaleString('en')} tokens`
    terminal.line(
      `${(label ?? 'unknown').padEnd(28)}  ${analyses} analyses, ${calls} calls${failed}, ${tokens}, ${say(costMicroUsd, 'micro_usd')}`,
    )
  }
  terminal.result({ items })
  return 0
}

/** `seogo usage limits` */
export async function limitsCommand({ house, terminal }: CommandContext): Promise<number> {
  const items = await listLimits(house)
  if (items.length === 0) terminal.line('There is no limit: anybody may spend what they like.')
  for (const limit of items) {
    const { target, name, period, soft, hard } = limit
    const whom =
      target.appliesTo === 'house'
        ? 'everybody together'
        : target.appliesTo === 'role'
          ? `each ${target.role}`
          : name
    const warns = soft === null ? '' : `  warns from ${say(soft, limit.meter)}`
    const refuses = hard === null ? '' : `  at most ${say(hard, limit.meter)}`
    terminal.line(`${(whom ?? '').padEnd(28)}  ${limit.meter} a ${period}${warns}${refuses}`)
  }
  terminal.result({ items })
  return 0
}

async function readTarget(house: House, given: string | undefined): Promise<LimitTarget> {
  if (given === 'house') return { appliesTo: 'house' }
  const byRole = role.safeParse(given)
  if (byRole.success) return { appliesTo: 'role', role: byRole.data }
  const person = given === undefined ? undefined : await findPersonByEmail(house, given)
  if (!person) throw new Problem('person_not_found', { given })
  return { appliesTo: 'person', userId: person.id }
}

function readAmount(where: string, given: unknown, of: Meter): number | null {
  if (given === undefined) return null
  const value = Number(given)
  if (!Number.isFinite(value) || value < 0) throw new Problem('bad_request', { where, given })
  return Math.round(of === 'micro_usd' ? value * microPerUsd : value)
}

/** `seogo usage limit` */
export async function limitCommand({ house, args, options, terminal }: CommandContext): Promise<number> {
  const of = meter.safeParse(args[1] === 'usd' ? 'micro_usd' : args[1])
  const period = limitPeriod.safeParse(args[2])
  if (!of.success) throw new Problem('bad_request', { where: 'what', given: args[1] })
  if (!period.success) throw new Problem('bad_request', { where: 'period', given: args[2] })
  const target = await readTarget(house, args[0])
  if (options.remove === true) {
    const same = (await listLimits(house)).find(
      (limit) =>
        JSON.stringify(limit.target) === JSON.stringify(target) &&
        limit.meter === of.data &&
        limit.period === period.data,
    )
    if (!same) throw new Problem('usage_limit_not_found')
    await removeLimit(house, usageLimitId.parse(same.id), null)
    terminal.line('The limit is taken away.')
    terminal.result({ id: same.id })
    return 0
  }
  const wanted = limitEndpoint.body.safeParse({
    target,
    meter: of.data,
    period: period.data,
    soft: readAmount('--soft', options.soft, of.data),
    hard: readAmount('--hard', options.hard, of.data),
  })
  if (!wanted.success)
    throw new Problem('bad_request', { where: 'limit', why: wanted.error.issues[0]?.message })
  const id = await putLimit(house, wanted.data, null)
  terminal.line('The limit is set; it counts from the very next request.')
  terminal.result({ id })
  return 0
}
