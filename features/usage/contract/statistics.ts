import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { userId } from '#contract/ids.ts'

/** By what calls are summed. */
export const usageGrouping = z.enum(['model', 'provider', 'operation', 'day', 'month', 'person'])
export type UsageGrouping = z.infer<typeof usageGrouping>

export const usageLine = z.strictObject({
  /** The model, provider, operation, day (`YYYY-MM-DD`), month (`YYYY-MM`) or name; null: the provider names no model. */
  label: z.string().nullable(),
  provider: z.string().nullable(),
  /** Whose, when lines are people. */
  userId: userId.nullable(),
  calls: z.int(),
  /** Of which so many gave no answer, and were billed all the same. */
  failedCalls: z.int(),
  analyses: z.int(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  costMicroUsd: z.int(),
  /** Calls to a model of which no price is known. */
  unpricedCalls: z.int(),
})
export type UsageLine = z.infer<typeof usageLine>

const days = z.coerce.number().int().min(1).max(1_096).default(30)
const statisticsQuery = z.strictObject({ by: usageGrouping, days })
const ownQuery = statisticsQuery.extend({ by: usageGrouping.exclude(['person']) })
const queryOfAll = statisticsQuery.extend({ userId: userId.optional() })

export const getUsage = endpoint({
  name: 'usage.get',
  method: 'GET',
  path: '/api/usage',
  access: 'account:read',
  summary:
    'What the asking person’s calls to providers came to, by model, provider, operation, day or month.',
  query: ownQuery,
  reply: z.strictObject({ items: z.array(usageLine) }),
})

export const exportOwnUsage = endpoint({
  name: 'usage.exportOwn',
  method: 'GET',
  path: '/api/usage.csv',
  access: 'account:read',
  summary: 'The same as CSV (RFC 4180, UTF-8).',
  query: ownQuery,
})

export const getUsageOfAll = endpoint({
  name: 'usage.getOfAll',
  method: 'GET',
  path: '/api/admin/usage',
  access: 'usage:administer',
  summary: 'What everybody’s calls to providers came to, or those of one person, also by person.',
  query: queryOfAll,
  reply: z.strictObject({ items: z.array(usageLine) }),
})

export const exportUsage = endpoint({
  name: 'usage.export',
  method: 'GET',
  path: '/api/admin/usage.csv',
  access: 'usage:administer',
  summary: 'The same as CSV (RFC 4180, UTF-8).',
  query: queryOfAll,
})

/** By what requests to the API are summed; `hour` is that of the day, from 00 to 23. */
export const requestGrouping = z.enum(['day', 'hour', 'person'])
export type RequestGrouping = z.infer<typeof requestGrouping>

export const requestLine = z.strictObject({
  /** The day (`YYYY-MM-DD`), the hour of the day (`00` to `23`) or the name. */
  label: z.string().nullable(),
  /** Whose, when lines are people. */
  userId: userId.nullable(),
  requests: z.int(),
  /** Of which so many were refused or failed. */
  failedRequests: z.int(),
})
export type RequestLine = z.infer<typeof requestLine>

/** Hours are counted for a year and a month. */
const requestDays = z.coerce.number().int().min(1).max(400).default(30)
const requestsQuery = z.strictObject({ by: requestGrouping, days: requestDays })
const requestsOfAllQuery = requestsQuery.extend({ userId: userId.optional() })

export const getRequests = endpoint({
  name: 'usage.getRequests',
  method: 'GET',
  path: '/api/usage/requests',
  access: 'account:read',
  summary:
    'How often the asking person, or a program with their token, asked the API, by day or hour of the day.',
  query: requestsQuery.extend({ by: requestGrouping.exclude(['person']) }),
  reply: z.strictObject({ timeZone: z.string(), items: z.array(requestLine) }),
})

export const getRequestsOfAll = endpoint({
  name: 'usage.getRequestsOfAll',
  method: 'GET',
  path: '/api/admin/usage/requests',
  access: 'usage:administer',
  summary: 'How often everybody asked the API, or one person, by day, hour of the day or person.',
  query: requestsOfAllQuery,
  reply: z.strictObject({ timeZone: z.string(), items: z.array(requestLine) }),
})

export const exportRequests = endpoint({
  name: 'usage.exportRequests',
  method: 'GET',
  path: '/api/admin/usage/requests.csv',
  access: 'usage:administer',
  summary: 'The same as CSV (RFC 4180, UTF-8).',
  query: requestsOfAllQuery,
})
