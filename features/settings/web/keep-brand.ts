import { type QueryClient, QueryObserver, queryOptions } from '@tanstack/react-query'
import { applyBrand, brandOfPage } from '#web/lib/brand.ts'
import { call } from '#web/lib/call.ts'
import { getBranding } from '../contract.ts'

const brandingQuery = queryOptions({
  queryKey: ['branding'],
  queryFn: ({ signal }) => call(getBranding, {}, { signal }),
  initialData: brandOfPage,
  staleTime: Number.POSITIVE_INFINITY,
  meta: { topics: ['settings'] },
})

/** Knows from the page what this installation is called and coloured, else asks once, and follows a change of it. */
export function keepBrand(client: QueryClient): void {
  new QueryObserver(client, brandingQuery).subscribe(({ data }) => {
    if (data !== undefined) applyBrand(data)
  })
}
