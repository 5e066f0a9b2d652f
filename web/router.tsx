import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router'
import { z } from 'zod'
import { userId } from '#contract/ids.ts'
import '#features/accounts/web/elsewhere/arrival.ts'
import { meQuery } from '#features/accounts/web/me-query.ts'
import { smartQuery } from '#features/reading/web/smart/smart-query.ts'
import { ApiProblem } from '#web/lib/api-problem.ts'
import { arrived } from '#web/lib/arrived.ts'
import { lockKept } from '#web/lib/kept.ts'
import { Loading } from '#web/ui/Loading.tsx'
import { librarySearch } from './pages/library/library-search.ts'
import { performanceView } from './pages/performance/performance-view.ts'
import { BrokenPage } from './shell/BrokenPage.tsx'

/** A choice in the address that its page reads against its own list: the list is part of the page, and comes with it. */
const readByPage = z.string().max(100).optional().catch(undefined)

/** Less than the eye waits for. */
const contentMs = 150

/** A page whose content comes at once is drawn once, with it; else it stands and says what is coming. Asked for on arrival only. */
async function beginWith(cause: 'preload' | 'enter' | 'stay', fetch: () => Promise<unknown>): Promise<void> {
  if (cause !== 'stay') await arrived([fetch()], contentMs)
}

type Context = { readonly queryClient: QueryClient }

const root = createRootRouteWithContext<Context>()()

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: z.object({ next: z.string().startsWith('/').optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./pages/SignInPage.tsx'), 'SignInPage'),
})

const back = createRoute({
  getParentRoute: () => root,
  path: '/sign-in/back',
  component: lazyRouteComponent(() => import('./pages/BackPage.tsx'), 'BackPage'),
})

const forgot = createRoute({
  getParentRoute: () => root,
  path: '/sign-in/forgot',
  component: lazyRouteComponent(() => import('./pages/ForgotPage.tsx'), 'ForgotPage'),
})

const link = createRoute({
  getParentRoute: () => root,
  path: '/link/$token',
  component: lazyRouteComponent(() => import('./pages/LinkPage.tsx'), 'LinkPage'),
})

/** Everything behind it needs a signed-in person; others are sent to sign in, and back afterwards. */
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(meQuery)
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'not_signed_in') throw error
      // What this browser keeps of the person whose session ended is given to nobody.
      void lockKept()
      const next = location.href === '/' ? undefined : location.href
      throw redirect({ to: '/sign-in', search: { next } })
    }
  },
  loader: async ({ context }) =>
    (await import('./shell/first-lines.ts')).fetchFirstLines(context.queryClient),
  component: lazyRouteComponent(() => import('./shell/Frame.tsx'), 'Frame'),
})

const library = createRoute({
  getParentRoute: () => frame,
  path: '/',
  validateSearch: librarySearch,
  loaderDeps: ({ search: { smart } }) => ({ smart }),
  loader: async ({ context, deps, cause, location }) => {
    // What a smart collection keeps is known before the list is asked for.
    if (deps.smart !== undefined) await context.queryClient.ensureQueryData(smartQuery)
    await beginWith(cause, async () => {
      const { fetchFirstRows } = await import('./pages/library/first-rows.ts')
      await fetchFirstRows(context.queryClient, librarySearch.parse(location.search))
    })
  },
  component: lazyRouteComponent(() => import('./pages/library/LibraryPage.tsx'), 'LibraryPage'),
})

const paperSearch = z.object({
  /** The page the reader shows, from 1. */
  page: z.int().min(1).optional().catch(undefined),
  /** The analysis shown; the newest unless told. */
  run: z.uuid().optional().catch(undefined),
  /** The claim marked in the reader: `<answer id>.<part>.<place>`. */
  claim: z.string().max(100).optional().catch(undefined),
  /** The part of the page that is open, by the names in `usePaperTabs.tsx`. */
  tab: z.string().max(20).optional().catch(undefined),
  /** The note that is open. */
  note: z.uuid().optional().catch(undefined),
  /** The file in the reader; the main one unless told. */
  file: z.uuid().optional().catch(undefined),
})

const paper = createRoute({
  getParentRoute: () => frame,
  path: '/papers/$paperId',
  validateSearch: paperSearch,
  loader: ({ context, params, cause, location }) =>
    beginWith(cause, async () => {
      const { paperQuery } = await import('#features/papers/web/paper-queries.ts')
      const { files } = await context.queryClient.ensureQueryData(paperQuery(params.paperId))
      const { fetchFirstPage, shownFile } = await import('#features/papers/web/shown-file.ts')
      fetchFirstPage(shownFile(files, paperSearch.parse(location.search).file))
    }),
  component: lazyRouteComponent(() => import('./pages/paper/PaperPage.tsx'), 'PaperPage'),
})

const print = createRoute({
  getParentRoute: () => frame,
  path: '/papers/$paperId/print',
  validateSearch: z.object({ run: z.uuid().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./pages/paper/PrintPage.tsx'), 'PrintPage'),
})

const notes = createRoute({
  getParentRoute: () => frame,
  path: '/notes',
  validateSearch: z.object({
    /** The note that is open beside the list. */
    note: z.uuid().optional().catch(undefined),
    library: z.uuid().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./pages/notes/NotesPage.tsx'), 'NotesPage'),
})

const tags = createRoute({
  getParentRoute: () => frame,
  path: '/tags',
  validateSearch: z.object({
    /** The library whose tags are shown; the first one unless told. */
    library: z.uuid().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./pages/tags/TagsPage.tsx'), 'TagsPage'),
})

const jobSearch = z.object({
  state: z.enum(['unfinished', 'completed', 'failed', 'cancelled']).optional().catch(undefined),
  kind: z.string().max(100).optional().catch(undefined),
  errorCode: z.string().max(100).optional().catch(undefined),
})

const jobs = createRoute({
  getParentRoute: () => frame,
  path: '/jobs',
  validateSearch: jobSearch,
  component: lazyRouteComponent(() => import('./pages/jobs/JobsPage.tsx'), 'JobsPage'),
})

const allJobs = createRoute({
  getParentRoute: () => frame,
  path: '/jobs/all',
  validateSearch: z.object({ ...jobSearch.shape, userId: userId.optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./pages/jobs/JobsPage.tsx'), 'AllJobsPage'),
})

const jobsHouse = createRoute({
  getParentRoute: () => frame,
  path: '/jobs/house',
  component: lazyRouteComponent(() => import('./pages/jobs/JobsHousePage.tsx'), 'JobsHousePage'),
})

const backups = createRoute({
  getParentRoute: () => frame,
  path: '/jobs/backups',
  component: lazyRouteComponent(() => import('./pages/jobs/BackupsPage.tsx'), 'BackupsPage'),
})

const healthOfHouse = createRoute({
  getParentRoute: () => frame,
  path: '/jobs/health',
  component: lazyRouteComponent(() => import('./pages/jobs/HealthPage.tsx'), 'HealthPage'),
})

const job = createRoute({
  getParentRoute: () => frame,
  path: '/jobs/$jobId',
  component: lazyRouteComponent(() => import('./pages/jobs/JobPage.tsx'), 'JobPage'),
})

const usage = createRoute({
  getParentRoute: () => frame,
  path: '/usage',
  component: lazyRouteComponent(() => import('./pages/usage/UsagePage.tsx'), 'UsagePage'),
})

const usageOfAll = createRoute({
  getParentRoute: () => frame,
  path: '/usage/all',
  component: lazyRouteComponent(() => import('./pages/usage/UsageOfAllPage.tsx'), 'UsageOfAllPage'),
})

const performance = createRoute({
  getParentRoute: () => frame,
  path: '/performance',
  validateSearch: z.object({
    part: performanceView.optional().catch(undefined),
    window: readByPage,
  }),
  component: lazyRouteComponent(() => import('./pages/performance/PerformancePage.tsx'), 'PerformancePage'),
})

const duplicates = createRoute({
  getParentRoute: () => frame,
  path: '/duplicates',
  validateSearch: z.object({
    /** The two papers shown side by side: the one that stays, and the other. */
    keep: z.uuid().optional().catch(undefined),
    other: z.uuid().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./pages/DuplicatesPage.tsx'), 'DuplicatesPage'),
})

const trash = createRoute({
  getParentRoute: () => frame,
  path: '/trash',
  component: lazyRouteComponent(() => import('./pages/TrashPage.tsx'), 'TrashPage'),
})

const history = createRoute({
  getParentRoute: () => frame,
  path: '/history',
  component: lazyRouteComponent(() => import('./pages/HistoryPage.tsx'), 'HistoryPage'),
})

const notifications = createRoute({
  getParentRoute: () => frame,
  path: '/notifications',
  validateSearch: z.object({
    unread: z.literal(true).optional().catch(undefined),
    type: readByPage,
  }),
  component: lazyRouteComponent(() => import('./pages/NotificationsPage.tsx'), 'NotificationsPage'),
})

const kept = createRoute({
  getParentRoute: () => frame,
  path: '/kept',
  component: lazyRouteComponent(() => import('./pages/kept/KeptPage.tsx'), 'KeptPage'),
})

const share = createRoute({
  getParentRoute: () => frame,
  path: '/share',
  component: lazyRouteComponent(() => import('./pages/share/SharePage.tsx'), 'SharePage'),
})

const admin = createRoute({
  getParentRoute: () => frame,
  path: '/admin',
  loader: ({ context, cause }) =>
    beginWith(cause, async () => {
      const { fetchHome } = await import('./pages/admin/home-query.ts')
      await fetchHome(context.queryClient)
    }),
  component: lazyRouteComponent(() => import('./pages/admin/AdminPage.tsx'), 'AdminPage'),
})

const settingsOfHouse = createRoute({
  getParentRoute: () => frame,
  path: '/admin/settings',
  component: lazyRouteComponent(() => import('./pages/admin/SettingsOfHousePage.tsx'), 'SettingsOfHousePage'),
})

const settings = createRoute({
  getParentRoute: () => frame,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/settings/SettingsPage.tsx'), 'SettingsPage'),
})

const security = createRoute({
  getParentRoute: () => frame,
  path: '/security',
  component: lazyRouteComponent(() => import('./pages/security/SecurityPage.tsx'), 'SecurityPage'),
})

const trail = createRoute({
  getParentRoute: () => frame,
  path: '/security/trail',
  validateSearch: z.object({
    act: readByPage,
    q: z.string().max(200).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./pages/security/TrailPage.tsx'), 'TrailPage'),
})

const people = createRoute({
  getParentRoute: () => frame,
  path: '/security/people',
  validateSearch: z.object({
    q: z.string().max(200).optional().catch(undefined),
    role: readByPage,
    state: readByPage,
  }),
  component: lazyRouteComponent(() => import('./pages/security/PeoplePage.tsx'), 'PeoplePage'),
})

const suspicions = createRoute({
  getParentRoute: () => frame,
  path: '/security/activity',
  component: lazyRouteComponent(() => import('./pages/security/ActivityPage.tsx'), 'ActivityPage'),
})

/** Any other address; the navigation stands around it. */
const nowhere = createRoute({
  getParentRoute: () => frame,
  path: '$',
  component: lazyRouteComponent(() => import('./shell/NotFound.tsx'), 'NotFound'),
})

export function makeRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([
      signIn,
      back,
      forgot,
      link,
      frame.addChildren([
        library,
        paper,
        print,
        notes,
        tags,
        duplicates,
        trash,
        history,
        jobs,
        allJobs,
        jobsHouse,
        backups,
        healthOfHouse,
        job,
        usage,
        usageOfAll,
        performance,
        security,
        trail,
        people,
        suspicions,
        notifications,
        kept,
        share,
        admin,
        settingsOfHouse,
        settings,
        nowhere,
      ]),
    ]),
    context: { queryClient },
    defaultPreload: 'intent',
    // Freshness is TanStack Query's business.
    defaultPreloadStaleTime: 0,
    // A page that takes longer than the eye waits shows that it is coming.
    defaultPendingMs: 200,
    defaultPendingComponent: Loading,
    defaultErrorComponent: BrokenPage,
    // The paper's page keeps its places itself: its address follows the reader, and what the router kept for an address
    // before would be put on whatever stands at that spot of the page by now.
    scrollRestoration: ({ location }) => !location.pathname.startsWith('/papers/'),
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>
  }
}
