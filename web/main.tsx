import './styles/app.css'
import '#web/lib/schemas-without-eval.ts'
import { CSPProvider } from '@base-ui/react/csp-provider'
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy, StrictMode, Suspense, startTransition } from 'react'
import { createRoot } from 'react-dom/client'
import { meQuery } from '#features/accounts/web/me-query.ts'
import { keepBrand } from '#features/settings/web/keep-brand.ts'
import { ApiProblem } from '#web/lib/api-problem.ts'
import { arrived } from '#web/lib/arrived.ts'
import { lockKept } from '#web/lib/kept.ts'
import { fetchFailureTexts } from '#web/lib/words/failure-texts.ts'
import { makeRouter } from './router.tsx'

// Nothing is said before something was done, and nothing pointed at: the places for it come after the page.
const ToastCorner = lazy(async () => ({
  default: (await import('./shell/ToastCorner.tsx')).ToastCorner,
}))
const Tooltips = lazy(async () => ({ default: (await import('#web/ui/Tooltips.tsx')).Tooltips }))

const firstLookMs = 2_000

void fetchFailureTexts()
const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
  mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 20_000,
      // Without a network the service worker answers for what is kept; else the page says that there is none.
      networkMode: 'always',
      refetchOnReconnect: true,
      // Only what the problem's code says can succeed later is asked again; two more times, then the person decides.
      retry: (failures, error) => error instanceof ApiProblem && error.retryHelps && failures < 2,
    },
  },
})
const router = makeRouter(queryClient)
keepBrand(queryClient)

/** A session can end while a page is open: then the next answer says so, whatever was asked. */
function leaveWhenSignedOut(error: unknown) {
  if (!(error instanceof ApiProblem) || error.code !== 'not_signed_in') return
  if (queryClient.getQueryData(meQuery.queryKey) === undefined) return
  const next = router.state.location.href
  queryClient.clear()
  void lockKept()
  void router.navigate({ to: '/sign-in', search: { next } })
}

/**
 * What index.html shows stays till the page can be shown whole; one that is slow says itself that it is coming. A function,
 * because a module that waits at its top level is waited for by everything it fetches: the pages import from this one.
 */
async function show(place: HTMLElement) {
  await arrived([router.load()], firstLookMs)
  const page = (
    <StrictMode>
      <CSPProvider disableStyleElements>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
          <Suspense>
            <ToastCorner />
            <Tooltips />
          </Suspense>
        </QueryClientProvider>
      </CSPProvider>
    </StrictMode>
  )
  // In slices: a press on what is shown so far is heard between them.
  startTransition(() => createRoot(place).render(page))
}

const place = document.getElementById('seogo')
if (place === null) throw new Error('index.html has no element with the id seogo')
void show(place)
