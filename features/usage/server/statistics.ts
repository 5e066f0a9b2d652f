import { Readable } from 'node:stream'
import type { z } from 'zod'
import type { UserId } from '#contract/ids.ts'
import { csvCell } from '#platform/csv.ts'
import type { House } from '#platform/house.ts'
import type { UsageGrouping, usageLine } from '../contract.ts'
import { sumCalls } from './statistics-queries.ts'

type Asked = { readonly by: UsageGrouping; readonly days: number; readonly userId?: UserId | undefined }
type Line = z.input<typeof usageLine>

const dayMs = 86_400_000

function toLine(row: Awaited<ReturnType<typeof sumCalls>>[number]): Line {
  return {
    label: row.label,
    provider: row.provider,
    userId: row.user_id,
    calls: row.calls,
    failedCalls: row.failed_calls,
    analyses: row.analyses,
    inputTokens: row.input_tokens,
    outputTokens: row.output_tokens,
    costMicroUsd: row.cost_micro_usd,
    unpricedCalls: row.unpriced_calls,
  }
}

export const daysAgo = (house: House, days: number) => new Date(house.clock.now().getTime() - days * dayMs)

/** What a person's calls of the last days came to. */
export async function readUsage(house: House, userId: UserId, { by, days }: Asked): Promise<Line[]> {
  const asked = { by, since: daysAgo(house, days) }
  const rows = await house.database.asUser(userId, (tx) => sumCalls(tx, asked))
  return rows.map(toLine)
}

/** What everybody's calls came to, or those of one person. */
export async function readUsageOfAll(house: House, { by, days, userId }: Asked): Promise<Line[]> {
  const asked = { by, userId, since: daysAgo(house, days) }
  const rows = await house.database.asSystem('sum what everybody used', (tx) => sumCalls(tx, asked))
  return rows.map(toLine)
}

const columns = [
  'label',
  'provider',
  'calls',
  'failedCalls',
  'analyses',
  'inputTokens',
  'outputTokens',
  'costMicroUsd',
  'unpricedCalls',
] as const satisfies readonly (keyof Line)[]

/** Lines as CSV (RFC 4180), with a line of names first. */
export function toCsv<Column extends string>(
  names: readonly Column[],
  lines: readonly Readonly<Record<Column, string | number | null>>[],
): Readable {
  const rows = lines.map((line) => names.map((name) => csvCell(String(line[name] ?? ''))).join(','))
  return Readable.from([`${[names.join(','), ...rows].join('\r\n')}\r\n`])
}

export const usageAsCsv = (lines: readonly Line[]) => toCsv(columns, lines)
