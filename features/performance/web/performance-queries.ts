import { queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import {
  getDatabaseInsight,
  getProcesses,
  getSeries,
  listFeatureUse,
  listRequests,
  listSubjects,
  type PerformanceWindow,
  type SeriesKind,
  type SubjectOrder,
} from '../contract.ts'

/** Days are not asked for anew with every slice of ten seconds: what is live names the topic, the others look by themselves. */
const liveWindows: readonly PerformanceWindow[] = ['5m', '1h', '6h']
const topicOf = (window: PerformanceWindow) =>
  liveWindows.includes(window) ? 'performance' : 'performance-days'
const every = (window: PerformanceWindow) => (liveWindows.includes(window) ? 30_000 : 120_000)

type Series = { readonly window: PerformanceWindow; readonly kind: SeriesKind; readonly subject?: string }

export const seriesQuery = ({ window, kind, subject = '*' }: Series) =>
  queryOptions({
    queryKey: [topicOf(window), 'series', window, kind, subject],
    queryFn: ({ signal }) => call(getSeries, { query: { window, kind, subject } }, { signal }),
    refetchInterval: every(window),
    placeholderData: (before) => before,
  })

type Subjects = {
  readonly window: PerformanceWindow
  readonly kind: 'request' | 'statement' | 'job'
  readonly by: SubjectOrder
}

export const subjectsQuery = ({ window, kind, by }: Subjects) =>
  queryOptions({
    queryKey: [topicOf(window), 'subjects', window, kind, by],
    queryFn: ({ signal }) => call(listSubjects, { query: { window, kind, by } }, { signal }),
    refetchInterval: every(window),
    placeholderData: (before) => before,
  })

export const processesQuery = queryOptions({
  queryKey: ['performance', 'processes'],
  queryFn: ({ signal }) => call(getProcesses, {}, { signal }),
  refetchInterval: 30_000,
})

export const requestsQuery = (stretch: { from: string; to: string; route?: string | undefined }) =>
  queryOptions({
    queryKey: ['performance-stretch', stretch],
    queryFn: ({ signal }) => call(listRequests, { query: stretch }, { signal }),
  })

export const insightQuery = queryOptions({
  queryKey: ['performance-database'],
  queryFn: ({ signal }) => call(getDatabaseInsight, {}, { signal }),
  refetchInterval: 60_000,
})

export const featureUseQuery = queryOptions({
  queryKey: ['performance-use'],
  queryFn: ({ signal }) => call(listFeatureUse, { query: {} }, { signal }),
})
