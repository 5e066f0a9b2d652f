import { accounts } from '#features/accounts/feature.ts'
import { admin } from '#features/admin/feature.ts'
import { analysis } from '#features/analysis/feature.ts'
import { audit } from '#features/audit/feature.ts'
import { backup } from '#features/backup/feature.ts'
import { caching } from '#features/caching/feature.ts'
import { connector } from '#features/connector/feature.ts'
import { duplicates } from '#features/duplicates/feature.ts'
import { exports } from '#features/exports/feature.ts'
import { guide } from '#features/guide/feature.ts'
import { health } from '#features/health/feature.ts'
import { highlights } from '#features/highlights/feature.ts'
import { history } from '#features/history/feature.ts'
import { imports } from '#features/imports/feature.ts'
import { jobs } from '#features/jobs/feature.ts'
import { mcp } from '#features/mcp/feature.ts'
import { meaning } from '#features/meaning/feature.ts'
import { notes } from '#features/notes/feature.ts'
import { notifications } from '#features/notifications/feature.ts'
import { opds } from '#features/opds/feature.ts'
import { papers } from '#features/papers/feature.ts'
import { performance } from '#features/performance/feature.ts'
import { reading } from '#features/reading/feature.ts'
import { related } from '#features/related/feature.ts'
import { search } from '#features/search/feature.ts'
import { settings } from '#features/settings/feature.ts'
import { sources } from '#features/sources/feature.ts'
import { storage } from '#features/storage/feature.ts'
import { transfers } from '#features/transfers/feature.ts'
import { usage } from '#features/usage/feature.ts'
import { vault } from '#features/vault/feature.ts'
import { watch } from '#features/watch/feature.ts'
import type { Feature } from '#platform/feature.ts'

/** The one list of what Seogo can do. API, worker and command line each take from it what they need. */
export const features: readonly Feature[] = [
  audit,
  accounts,
  vault,
  settings,
  jobs,
  notifications,
  watch,
  usage,
  performance,
  caching,
  health,
  history,
  guide,
  papers,
  reading,
  notes,
  related,
  meaning,
  search,
  exports,
  highlights,
  sources,
  imports,
  transfers,
  connector,
  analysis,
  storage,
  duplicates,
  backup,
  mcp,
  opds,
  admin,
]
